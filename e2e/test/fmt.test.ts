// flowlink fmt on real files: what it writes and what it leaves alone, and that all that flowlink writes is formatted.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runFlowlink } from '../src/programs.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowlink-fmt-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// No variable, no backend and no token: fmt needs none of them.
const flowlink = (command: string, cwd = folder) => runFlowlink(command.split(' '), cwd, {});

const TOKEN = 'canary0literal0in0the0file00000';
const project = {
  'flowlink.yaml': '# Title\n\nconnections: {}\ninclude: [stores/*.yaml]\nworkspace: acme\n',
  'stores/eu.yaml': 'connections: {}\n',
  'stores/us.yaml': `connections:
    acme:
        store_hash: g5cd38 # from the API path
        access_token: ${TOKEN}
        platform: bigcommerce
`,
};
const formatted = {
  ...project,
  'flowlink.yaml': '# Title\n\nworkspace: acme\ninclude: [stores/*.yaml]\nconnections: {}\n',
  'stores/us.yaml': `connections:
  acme:
    platform: bigcommerce
    store_hash: g5cd38 # from the API path
    access_token: ${TOKEN}
`,
};

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const read = () =>
  Object.fromEntries(Object.keys(project).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

test('formats every file once', async () => {
  write(project);
  writeFileSync(join(folder, 'stores/us.yaml'), project['stores/us.yaml'], { mode: 0o640 });
  expect(await flowlink('fmt')).toEqual({
    status: 0,
    stdout: 'formatted flowlink.yaml\nformatted stores/us.yaml\n',
    stderr: '',
  });
  expect(read()).toEqual(formatted);
  expect(readdirSync(join(folder, 'stores'))).toEqual(['eu.yaml', 'us.yaml']);
  const untouched = statSync(join(folder, 'stores/eu.yaml')).mtimeMs;
  for (const command of ['fmt', 'fmt --check', 'fmt --diff']) {
    expect(await flowlink(command)).toEqual({
      status: 0,
      stdout: '✓ Everything is formatted: 3 files.\n',
      stderr: '',
    });
  }
  expect(statSync(join(folder, 'stores/eu.yaml')).mtimeMs).toBe(untouched);
});

test('formats only the files that are named, from any folder', async () => {
  write(project);
  const { stdout } = await flowlink(`fmt -C ${folder} ./stores/us.yaml stores/eu.yaml`, tmpdir());
  expect(stdout).toBe('formatted stores/us.yaml\n');
  expect(read()).toEqual({ ...formatted, 'flowlink.yaml': project['flowlink.yaml'] });
});

test.each([
  ['check', 'fmt --check', 1],
  ['diff', 'fmt --diff', 0],
  ['check-diff', 'fmt --check --diff', 1],
  ['check-one', 'fmt --check stores/us.yaml', 1],
  ['diff-json', 'fmt --diff --json', 0],
  ['check-json', 'fmt --check --json', 1],
  ['no-such-file', 'fmt stores/uk.yaml flowlink.yaml', 1],
])('writes nothing with %s', async (name, command, status) => {
  write(project);
  const ended = await flowlink(command);
  expect(ended.status).toBe(status);
  expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
  await expect(`--- stdout\n${ended.stdout}\n--- stderr\n${ended.stderr}`).toMatchFileSnapshot(
    `__golden__/fmt-${name}.txt`,
  );
  expect(read()).toEqual(project);
});

test('as JSON', async () => {
  write(project);
  const { status, stdout, stderr } = await flowlink('fmt --json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    format: 'flowlink-output',
    version: 1,
    command: 'fmt',
    ok: true,
    diagnostics: [],
    files: [
      { file: 'flowlink.yaml', changed: true },
      { file: 'stores/eu.yaml', changed: false },
      { file: 'stores/us.yaml', changed: true },
    ],
  });
  expect(read()).toEqual(formatted);
});

test.each<[string, string]>([
  ['yaml-syntax', 'connections: [\n'],
  ['duplicate-key', 'connections: {}\nconnections: {}\n'],
  ['empty-file', ''],
])('writes nothing at all if a file has errors: %s', async (code, text) => {
  const files = { ...project, 'stores/eu.yaml': text };
  write(files);
  for (const command of ['fmt', 'fmt flowlink.yaml', 'fmt --check', 'fmt --diff']) {
    const { status, stdout, stderr } = await flowlink(command);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
  }
  expect(read()).toEqual(files);
});

test('writes all files or none', async () => {
  write(project);
  rmSync(join(folder, 'stores/us.yaml'));
  writeFileSync(join(folder, 'us.yaml'), project['stores/us.yaml']);
  symlinkSync(join(folder, 'us.yaml'), join(folder, 'stores/us.yaml'));
  const { status, stdout, stderr } = await flowlink('fmt');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('error[unwritable-file]');
  expect(read()).toEqual(project);
  const { files } = JSON.parse((await flowlink('fmt --json')).stdout);
  expect(files).toContainEqual({ file: 'flowlink.yaml', changed: false });
});

test('what cannot be formatted is left alone', async () => {
  const odd = 'connections:   {}\n:\n  a: 1\n';
  write({ ...project, 'stores/eu.yaml': odd });
  const { status, stdout, stderr } = await flowlink('fmt');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: 'formatted flowlink.yaml\nformatted stores/us.yaml\n',
  });
  expect(stderr).toContain('warning[unformattable]');
  expect(read()).toEqual({ ...formatted, 'stores/eu.yaml': odd });
  expect((await flowlink('fmt --check')).stdout).toBe('✓ Everything else is formatted: 2 files.\n');
});

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const projects = (readdirSync(examples, { recursive: true }) as string[])
  .filter((path) => /(^|[\\/])flowlink\.yaml$/.test(path))
  .map((path) => dirname(path));

test.each(projects)('the example is formatted: %s', async (path) => {
  expect(await flowlink('fmt --check', join(examples, path))).toMatchObject({ status: 0, stderr: '' });
});

test('all that flowlink writes is formatted', async () => {
  const place = await Workplace.open('acme');
  try {
    place.environment = { ...place.environment, FLOWLINK_URL: place.backend.url };
    const credentials = (hash: string) =>
      [
        `ACCESS TOKEN: ${credentialFor(`${hash}_TOKEN`)}`,
        `CLIENT ID: ${credentialFor(`${hash}_CLIENT`)}`,
        `API PATH: https://api.bigcommerce.com/stores/${hash}/v3/`,
      ].join('\n');
    const check = async (command: string) => {
      const { stdout, stderr, status } = await place.flowlink(command);
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
      return stdout;
    };
    await check(
      `init --workspace acme --backend-url ${place.backend.url} --ci none --store-hash g5cd38 --store-url https://a.example.com --actions get_orders`,
    );
    await check('fmt --check');
    for (const [hash, flags] of [
      ['abc123', '--name b'],
      ['abc124', '--name c --file flowlink.yaml'],
      ['abc125', '--name d --file flowlink.yaml'],
      ['abc126', '--name e --file flowlink.yaml'],
    ]) {
      const command = `add - --no-env ${flags} --store-url https://${hash}.example.com --actions get_orders,add_order`;
      const { status, stderr } = await place.flowlink(command, {}, credentials(hash ?? ''));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      await check('fmt --check');
    }
    const variables = Object.keys(place.environment).length;
    for (const [, name = ''] of place.read('flowlink.yaml').matchAll(/\$\{env:(\w+)\}/g))
      place.environment = { ...place.environment, [name]: credentialFor(name) };
    for (const file of ['a', 'b'])
      for (const [, name = ''] of place.read(`connections/${file}.yaml`).matchAll(/\$\{env:(\w+)\}/g))
        place.environment = { ...place.environment, [name]: credentialFor(name) };
    expect(Object.keys(place.environment).length).toBe(variables + 10);
    expect((await place.flowlink('apply --auto-approve --no-verify')).status).toBe(0);
    await check('export --out exported');
    await check('fmt --check -C exported');
  } finally {
    await place.close();
  }
});
