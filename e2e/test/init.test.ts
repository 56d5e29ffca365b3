// From an empty folder to the first apply: what init writes validates, plans and applies, as CI does it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fittingStore } from '@flowlink/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

const TOKEN = credentialFor('ACME_US_ACCESS_TOKEN');
const CLIENT = credentialFor('ACME_US_CLIENT_ID');
const STORE =
  '--store-hash https://api.bigcommerce.com/stores/g5cd38/v3/ --store-url https://acme-us.mybigcommerce.com --actions get_orders,set_inventory';

let place: Workplace;

beforeEach(async () => {
  place = await Workplace.open('acme');
  execFileSync('git', ['init', '--quiet'], { cwd: place.project });
  // The project names its workspace and backend itself.
  const { FLOWLINK_TOKEN = '', BIGCOMMERCE_API_URL = '' } = place.environment;
  place.environment = { FLOWLINK_TOKEN, BIGCOMMERCE_API_URL };
});

afterEach(() => place.close());

const init = (flags: string) =>
  place.flowlink(`init --workspace acme --backend-url ${place.backend.url} ${flags}`);

/** All but git's own. */
const filesIn = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => !/^\.git(\/|$)/.test(path) && statSync(join(folder, path)).isFile())
    .sort();

/** The commands of CI, in their order. */
function ciCommands(file: string): string[] {
  const commands = [...place.read(file).matchAll(/npx --yes @flowlink\/cli@\S+ (.+)/g)].map(
    ([, words = '']) => words,
  );
  expect(commands.map((command) => command.split(' ')[0])).toEqual([
    'fmt',
    'validate',
    'plan',
    'apply',
    'drift',
  ]);
  return commands;
}

function openStore(accessToken: string, clientId: string): void {
  place.sandbox.addStore(
    fittingStore(
      {
        platform: 'bigcommerce',
        store_url: 'https://acme-us.mybigcommerce.com',
        store_hash: 'g5cd38',
        client_id: clientId,
        scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'],
      },
      accessToken,
    ),
  );
}

test.for([
  ['github', '.github/workflows/flowlink.yml'],
  ['gitlab', '.gitlab-ci.yml'],
] as const)('what CI on %s runs leads to the first apply', async ([ci, file]) => {
  const started = await init(`--ci ${ci} ${STORE}`);
  expect(started).toMatchObject({ status: 0, stderr: '' });
  await expect(place.steady(started)).toMatchFileSnapshot(`__golden__/init-${ci}.txt`);

  place.environment = { ...place.environment, ACME_US_CLIENT_ID: CLIENT, ACME_US_ACCESS_TOKEN: TOKEN };
  openStore(TOKEN, CLIENT);
  expect((await place.flowlink('verify acme-us')).status).toBe(0);
  for (const command of ciCommands(file)) {
    const { status, stderr } = await place.flowlink(command);
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
  }
  expect((await place.flowlink('plan --detailed-exitcode')).status).toBe(0);

  // Nothing that CI wrote meanwhile, nor a secret, would be committed.
  place.write('.env', 'A=1\n');
  execFileSync('git', ['add', '.'], { cwd: place.project });
  const tracked = execFileSync('git', ['ls-files'], { cwd: place.project, encoding: 'utf8' });
  expect(tracked.trimEnd().split('\n')).toEqual(
    [
      '.env.example',
      '.flowlink/schema/connections.schema.json',
      '.flowlink/schema/flowlink.schema.json',
      file,
      '.gitignore',
      '.vscode/extensions.json',
      '.vscode/settings.json',
      'connections/acme-us.yaml',
      'flowlink.yaml',
    ].sort(),
  );
});

const CREDENTIALS = `ACCESS TOKEN: ${TOKEN}\nCLIENT ID: ${CLIENT}\nCLIENT SECRET: canary\nAPI PATH: https://api.bigcommerce.com/stores/g5cd38/v3/\n`;

test('the downloaded credentials fill in the copy of .env.example', async () => {
  await init(`--ci none ${STORE}`);
  place.write('.env', place.read('.env.example'));
  expect((await place.flowlink('plan')).stderr).toContain('error[malformed-secret]');
  expect(await place.flowlink('add - --rotate', {}, CREDENTIALS)).toMatchObject({ status: 0, stderr: '' });
  expect(place.read('.env')).toBe(
    place
      .read('.env.example')
      .replace('CLIENT_ID=\n', `CLIENT_ID=${CLIENT}\n`)
      .replace('ACCESS_TOKEN=\n', `ACCESS_TOKEN=${TOKEN}\n`),
  );
  expect(await place.flowlink('plan')).toMatchObject({ status: 0, stderr: '' });
});

test('connections follow with add, wherever the first one is', async () => {
  await init('--ci none');
  const wanted = 'add - --store-url https://acme-us.mybigcommerce.com --actions get_orders';
  expect((await place.flowlink(wanted, {}, CREDENTIALS)).status).toBe(0);
  expect(place.read('flowlink.yaml')).toContain('\nconnections:\n  acme-us:\n    platform: bigcommerce\n');
  expect((await place.flowlink('plan')).stdout).toContain('Plan: 1 to add');

  await init(`--ci none ${STORE.replace('g5cd38', 'abc123').replace('acme-us', 'acme-eu')} --force`);
  place.write('.env', '');
  expect((await place.flowlink(wanted, {}, CREDENTIALS)).status).toBe(0);
  expect(readdirSync(join(place.project, 'connections'))).toEqual(['acme-eu.yaml', 'acme-us.yaml']);
});

test('what is there already is kept, and named', async () => {
  place.write('.gitignore', 'dist/');
  place.write('.vscode/settings.json', '{ "editor.tabSize": 4 }\n');
  const { status, stdout } = await init('--ci none --json');
  expect(status).toBe(0);
  const { files } = JSON.parse(stdout) as { files: { file: string; action: string }[] };
  expect(files.filter(({ action }) => action !== 'written')).toEqual([
    { file: '.vscode/settings.json', action: 'kept' },
    { file: '.gitignore', action: 'extended' },
  ]);
  expect(place.read('.gitignore').startsWith('dist/\n')).toBe(true);
  expect(place.read('.vscode/settings.json')).toBe('{ "editor.tabSize": 4 }\n');
});

test.for<[string, () => void, string, string]>([
  ['there is a project', () => place.write('flowlink.yaml', 'x: 1\n'), STORE, 'project-exists'],
  ['an answer is wrong', () => {}, STORE.replace('get_orders', 'get_order'), 'unknown-action'],
  ['flags are missing', () => {}, '--store-hash g5cd38', 'usage'],
  [
    'files that would belong to the project have errors',
    () => place.write('connections/eu.yaml', 'x: 1\n'),
    STORE,
    'unknown-key',
  ],
  [
    'a file cannot be written',
    () => mkdirSync(join(place.project, '.env.example')),
    STORE,
    'unwritable-file',
  ],
])('nothing is written if %s', async ([, arrange, flags, code]) => {
  arrange();
  const before = filesIn(place.project);
  const force = code === 'unwritable-file' ? '--force ' : '';
  const { status, stderr } = await init(`--ci github ${force}${flags}`);
  expect(status).toBe(1);
  expect(stderr).toContain(`error[${code}]`);
  expect(filesIn(place.project)).toEqual(before);
});

test('in a folder of a repository the file for CI is not where it is looked for', async () => {
  const { status, stdout, stderr } = await init(`-C shops/acme --ci github ${STORE}`);
  expect(status).toBe(0);
  expect(stderr).toContain('warning[ci-misplaced]');
  expect(stderr).toContain('shops/acme');
  expect(stdout).toContain('flowlink verify acme-us -C shops/acme\n');
  expect(existsSync(join(place.project, 'shops/acme/flowlink.yaml'))).toBe(true);
  expect(existsSync(join(place.project, 'flowlink.yaml'))).toBe(false);
  expect((await place.flowlink('validate -C shops/acme')).status).toBe(0);
});

test('the schemas are those of the tool', async () => {
  await init('--ci none');
  for (const [name, file] of [
    ['configuration', 'flowlink.schema.json'],
    ['connections', 'connections.schema.json'],
  ]) {
    const { stdout } = await place.flowlink(`schema ${name}`);
    expect(place.read(`.flowlink/schema/${file}`)).toBe(stdout);
  }
});
