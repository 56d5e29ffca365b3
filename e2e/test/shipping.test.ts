// What a release publishes: the packages install with every package manager on every Node that we name, and work there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fittingStore } from '@flowlink/sandbox';
import type { ConnectionConfig } from '@flowlink/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optimizingAfter } from '../../packages/cli/scripts/bundle/dependencies.ts';
import { Installed } from '../src/shipping/installed.ts';
import { type ManagerName, managers, type NodeVersion, nodes } from '../src/shipping/managers.ts';
import { bundledFrom, compiledFrom, packAll, repository, type Tarball } from '../src/shipping/tarballs.ts';
import { credentialFor } from '../src/workplace.ts';

const CLIENT = credentialFor('ACME_US_CLIENT_ID');
const TOKEN = credentialFor('ACME_US_ACCESS_TOKEN');
const STORE: ConnectionConfig = {
  platform: 'bigcommerce',
  store_url: 'https://acme-us.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: CLIENT,
  scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only'],
};

const work = mkdtempSync(join(tmpdir(), 'flowlink-shipping-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
mkdirSync(join(work, 'tarballs'));
const tarballs = packAll(join(work, 'tarballs'));

/** All of them take more than a minute; one tells of most mistakes. */
const whole = Boolean(process.env.CI);
const cases = (Object.keys(managers) as ManagerName[])
  .flatMap((manager) =>
    (Object.keys(nodes) as NodeVersion[]).map((node) => [manager, node] satisfies [ManagerName, NodeVersion]),
  )
  .filter(([manager, node]) => whole || (manager === 'npm' && node === 'Node 24'));

const installations = new Map<string, Promise<Installed>>();

/** Made once. */
function installation(manager: ManagerName, node: NodeVersion): Promise<Installed> {
  const folder = join(work, `${manager} ${node}`.replaceAll(/\W+/g, '-'));
  const made = installations.get(folder) ?? Installed.make(folder, tarballs, manager, node);
  installations.set(folder, made);
  return made;
}

test.each(Object.entries(nodes))('on %s, the bundle puts back the flag that it changes', (_, node) => {
  const { patient, usual } = optimizingAfter;
  // The tag is made of the flags; compiled code that was kept is for one tag.
  const program = `const v8 = require('node:v8');
    const set = (budget) => v8.setFlagsFromString('--wasm-tiering-budget=' + budget);
    const tags = [v8.cachedDataVersionTag()];
    for (const budget of [${patient}, ${usual}]) tags.push((set(budget), v8.cachedDataVersionTag()));
    console.log(JSON.stringify(tags));`;
  const [before, between, after] = JSON.parse(execFileSync(node, ['-e', program], { encoding: 'utf8' }));
  expect(between).not.toBe(before);
  expect(after).toBe(before);
});

test.for(cases)('installed with %s on %s, the programs do their work', async ([manager, node]) => {
  const shop = await installation(manager, node);
  const flowlink = async (command: string) => {
    const { status, stdout, stderr } = await shop.run('flowlink', ...command.split(' '));
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
    return stdout;
  };
  expect(await flowlink('version')).toContain(` node-v${node.split(' ')[1]}.`);

  writeFileSync(join(shop.folder, 'stores.json'), JSON.stringify([fittingStore(STORE, TOKEN)]));
  const sandbox = await shop.serve('flowlink-sandbox', 'serve', '--stores', 'stores.json', '--port', '0');
  const backend = await shop.serve('flowlink-backend', 'serve', '--data', 'data', '--port', '0');
  try {
    const create = 'token create --data data --workspace acme --role write --name ci';
    const token = await shop.run('flowlink-backend', ...create.split(' '));
    expect(token).toMatchObject({ status: 0 });
    shop.environment = {
      FLOWLINK_TOKEN: token.stdout.trim(),
      BIGCOMMERCE_API_URL: sandbox.url,
      ACME_US_CLIENT_ID: CLIENT,
      ACME_US_ACCESS_TOKEN: TOKEN,
    };
    await flowlink(
      `init --workspace acme --backend-url ${backend.url} --store-hash ${STORE.store_hash} --store-url ${STORE.store_url} --actions get_orders --ci none`,
    );
    await flowlink('validate');
    expect(await flowlink('plan')).toContain('1 to add, 0 to change, 0 to destroy');
    await flowlink('apply --auto-approve');
    // Exit code 0 and not 2: nothing differs any more.
    await flowlink('plan --detailed-exitcode');
  } finally {
    await Promise.all([sandbox.stop(), backend.stop()]);
  }
});

describe.for(tarballs.map(({ name }) => name))('the tarball of %s', (name) => {
  const { file, paths } = tarballs.find((tarball) => tarball.name === name) as Tarball;
  const folder = `packages/${name.split('/')[1]}`;

  test('holds what its sources make, and nothing else', async () => {
    const compiled = name === '@flowlink/cli' ? bundledFrom(folder, paths) : compiledFrom(folder);
    expect(paths).toEqual(expect.arrayContaining(compiled));
    const others = paths.filter((path) => !compiled.includes(path));
    await expect(`${others.join('\n')}\n`).toMatchFileSnapshot(
      `__golden__/tarball-${name.split('/')[1]}.txt`,
    );
  });

  test('names no path of this machine, no source map and no workspace', () => {
    const unpacked = mkdtempSync(join(work, 'unpacked-'));
    execFileSync('tar', ['--extract', '--file', file, '--directory', unpacked]);
    const wrong = /sourceMappingURL|"(workspace|catalog):/;
    for (const path of paths) {
      const text = readFileSync(join(unpacked, 'package', path), 'utf8');
      expect(
        [repository, `${homedir()}/`].filter((place) => text.includes(place)),
        path,
      ).toEqual([]);
      expect(wrong.exec(text)?.[0], path).toBeUndefined();
    }
  });
});

describe('programs that import the packages', () => {
  const exported = [
    'schema',
    'schema/validators/plan',
    'core',
    'core/declared-names',
    'core/undici-transport',
  ];
  const running = ['backend', 'sandbox'];
  const importing = (names: readonly string[]) =>
    names.map(
      (name, at) => `import * as m${at} from '@flowlink/${name}';\nexport type M${at} = typeof m${at};`,
    );
  const requiring = (names: readonly string[]) =>
    names.map(
      (name, at) => `import m${at} = require('@flowlink/${name}');\nexport type M${at} = typeof m${at};`,
    );
  const dynamic = (names: readonly string[]) =>
    names.map((name, at) => `export const m${at} = async () => void (await import('@flowlink/${name}'));`);
  let folder: string;

  beforeAll(async () => {
    ({ folder } = await installation('npm', 'Node 24'));
    const write = (file: string, lines: readonly string[]) =>
      writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    const all = [...exported, ...running];
    write('esm.mts', importing(all));
    write('without-node.mts', importing([...exported, 'sandbox']));
    write('commonjs.cts', requiring(all));
    write('older-commonjs.cts', dynamic(all));
    for (const { name } of tarballs) {
      const readme = readFileSync(join(folder, 'node_modules', name, 'README.md'), 'utf8');
      const code = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block = '']) => block);
      if (code.length > 0) write(`readme-${name.split('/')[1]}.mts`, code);
    }
  });

  const esm = ['esm.mts', 'readme-schema.mts', 'readme-core.mts', 'readme-backend.mts', 'readme-sandbox.mts'];
  const node = `--types node --typeRoots ${join(repository, 'node_modules/@types')}`;
  // From CommonJS, `require` of ESM is known to the settings for Node 22.12 and later only; `import()` to all.
  const settingsAndFiles = [
    ['--module node16', [...esm, 'older-commonjs.cts']],
    ['--module node18', [...esm, 'older-commonjs.cts']],
    ['--module node20', [...esm, 'older-commonjs.cts', 'commonjs.cts']],
    ['--module nodenext', [...esm, 'older-commonjs.cts', 'commonjs.cts']],
    ['--module preserve', [...esm, 'older-commonjs.cts', 'commonjs.cts']],
    ['--module esnext --moduleResolution bundler', esm],
  ] as const;
  const usual = ['--module nodenext', '--module esnext --moduleResolution bundler'];
  test.for(settingsAndFiles.filter(([settings]) => whole || usual.includes(settings)))(
    'find their types with %s',
    ([settings, files]) => {
      expect(compile(`${settings} --lib es2024 ${node}`, files)).toBe('');
    },
  );

  test('need the types of Node for the backend only', () => {
    expect(compile('--module nodenext --lib es2024,dom', ['without-node.mts'])).toBe('');
  });

  test.for(Object.keys(nodes) as NodeVersion[])('may also require them on %s', (version) => {
    const names = [...exported, ...running].map((name) => `@flowlink/${name}`);
    const script = `for (const name of ${JSON.stringify(names)}) if (Object.keys(require(name)).length === 0) throw name`;
    const { status, stderr } = spawnSync(nodes[version], ['-e', script], { cwd: folder, encoding: 'utf8' });
    expect({ status, errors: stderr.includes('Error') }, stderr).toEqual({ status: 0, errors: false });
  });

  /** @returns what the compiler says */
  function compile(settings: string, files: readonly string[]): string {
    const strict = '--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck false --target es2024';
    const words = [...strict.split(' '), ...settings.split(' '), ...files];
    return spawnSync('tsc', words, { cwd: folder, encoding: 'utf8' }).stdout;
  }
});
