// What a release publishes: the packages install with every package manager on every Node that we name, and work there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fittingStore } from '@flowlink/sandbox';
import type { ConnectionConfig } from '@flowlink/schema';
import { afterAll, describe, expect, test } from 'vitest';
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

test.for(cases)('installed with %s on %s, the programs do their work', async ([manager, node]) => {
  const folder = join(work, `${manager} ${node}`.replaceAll(/\W+/g, '-'));
  const shop = await Installed.make(folder, tarballs, manager, node);
  const flowlink = async (command: string) => {
    const { status, stdout, stderr } = await shop.run('flowlink', ...command.split(' '));
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
    return stdout;
  };
  expect(await flowlink('version')).toContain(` node-v${node.split(' ')[1]}.`);

  writeFileSync(join(folder, 'stores.json'), JSON.stringify([fittingStore(STORE, TOKEN)]));
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
    await expect(`${others.join('\n')}\n`).toMatchFileSnapshot(`__golden__/tarball-${name.split('/')[1]}.txt`);
  });

  test('names no path of this machine, no source map and no workspace', () => {
    const unpacked = mkdtempSync(join(work, 'unpacked-'));
    execFileSync('tar', ['--extract', '--file', file, '--directory', unpacked]);
    const wrong = /sourceMappingURL|"(workspace|catalog):/;
    for (const path of paths) {
      const text = readFileSync(join(unpacked, 'package', path), 'utf8');
      expect([repository, `${homedir()}/`].filter((place) => text.includes(place)), path).toEqual([]);
      expect(wrong.exec(text)?.[0], path).toBeUndefined();
    }
  });
});
