// What stores say about credentials is known before anything is written, for one store and for five hundred.
import { fittingStore } from '@flowlink/sandbox';
import type { Scope } from '@flowlink/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await Workplace.open('acme');
});

afterEach(() => place.close());

const ORDERS: readonly Scope[] = ['store_v2_information_read_only', 'store_v2_orders_read_only'];

function connection(name: string, hash: string, scopes = ORDERS): string {
  const variable = name.toUpperCase().replaceAll('-', '_');
  place.environment = { ...place.environment, [`${variable}_TOKEN`]: credentialFor(`${variable}_TOKEN`) };
  return `  ${name}:
    platform: bigcommerce
    store_url: https://${name}.example.com
    store_hash: ${hash}
    client_id: ${credentialFor(`${variable}_CLIENT`)}
    access_token: \${env:${variable}_TOKEN}
    scopes: [${scopes.join(', ')}]
    workflows:
      orders: { action: get_orders }
`;
}

/** A store that knows the connection's token, with these scopes. */
function open(name: string, hash: string, scopes = ORDERS): void {
  const variable = name.toUpperCase().replaceAll('-', '_');
  place.sandbox.addStore(
    fittingStore(
      {
        platform: 'bigcommerce',
        store_url: `https://${name}.example.com`,
        store_hash: hash,
        client_id: credentialFor(`${variable}_CLIENT`),
        scopes: [...scopes],
      },
      credentialFor(`${variable}_TOKEN`),
    ),
  );
}

const codesIn = (stderr: string) =>
  [...stderr.matchAll(/^(?:error|warning)\[([\w-]+)\]/gm)].map(([, code]) => code);

test('a token without a declared scope is caught before anything is written', async () => {
  place.write(
    'flowlink.yaml',
    `connections:\n${connection('acme-us', 'acmeus')}${connection('acme-eu', 'acmeeu')}`,
  );
  open('acme-us', 'acmeus');
  open('acme-eu', 'acmeeu', ['store_v2_information_read_only']);

  const refused = await place.flowlink('apply --auto-approve');
  expect(refused.status).toBe(1);
  expect(codesIn(refused.stderr)).toEqual(['verify-scope']);
  await expect(place.steady(refused)).toMatchFileSnapshot('__golden__/preflight-refused.txt');
  expect(await place.connections()).toEqual([]);

  expect((await place.flowlink('apply --auto-approve --target acme-us')).status).toBe(0);
  expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
  await expect(place.steady(await place.flowlink('verify'))).toMatchFileSnapshot(
    '__golden__/preflight-verify.txt',
  );
  expect((await place.flowlink('apply --auto-approve --no-verify')).status).toBe(0);
  expect(await place.connections()).toHaveLength(2);
});

test('only what the stores can be asked about is verified', async () => {
  place.write('flowlink.yaml', `connections:\n${connection('acme', 'acmeus')}`);
  open('acme', 'acmeus');
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  const asked = place.sandbox.requests().acmeus?.total;
  place.edit('flowlink.yaml', 'action: get_orders', 'action: get_orders, parameters: { limit: 5 }');
  place.sandbox.setFault('acmeus', { kind: 'suspended' });
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  expect(place.sandbox.requests().acmeus?.total).toBe(asked);
});

test('a saved plan is verified when it is applied', async () => {
  place.write('flowlink.yaml', `connections:\n${connection('acme', 'acmeus')}`);
  expect((await place.flowlink('plan --out plan.json')).status).toBe(0);
  expect(codesIn((await place.flowlink('apply plan.json --auto-approve')).stderr)).toEqual([
    'verify-store-hash',
  ]);
  const streamed = await place.flowlink('apply plan.json --auto-approve --json');
  expect(streamed.stdout).toContain('"type":"verified","name":"acme","status":"failed"');
  expect(await place.connections()).toEqual([]);
  open('acme', 'acmeus');
  expect((await place.flowlink('apply plan.json --auto-approve')).status).toBe(0);
});

test('a plan that the stores contradict is shown and not saved', async () => {
  place.write('flowlink.yaml', `connections:\n${connection('acme', 'acmeus')}`);
  const contradicted = await place.flowlink('plan --verify --out plan.json');
  expect(contradicted.status).toBe(1);
  expect(contradicted.stdout).toContain('Plan: 1 to add');
  expect(() => place.read('plan.json')).toThrow();
});

test('scopes change with another API account, or by the word that they were wrong before', async () => {
  const wider: readonly Scope[] = [...ORDERS, 'store_v2_content_read_only'];
  place.write('flowlink.yaml', `connections:\n${connection('acme', 'acmeus')}`);
  open('acme', 'acmeus');
  expect((await place.flowlink('apply --auto-approve')).status).toBe(0);
  place.edit('flowlink.yaml', ORDERS.join(', '), wider.join(', '));

  const refused = await place.flowlink('apply --auto-approve');
  expect(codesIn(refused.stderr)).toEqual(['excess-scope', 'scopes-immutable']);
  await expect(place.steady(refused)).toMatchFileSnapshot('__golden__/preflight-immutable.txt');
  expect((await place.flowlink('plan --redeclare-scopes acme')).status).toBe(0);
  expect(codesIn((await place.flowlink('plan --redeclare-scopes acne')).stderr)).toContain('unknown-target');

  place.environment = { ...place.environment, ACME_TOKEN: credentialFor('ANOTHER') };
  place.edit('flowlink.yaml', credentialFor('ACME_CLIENT'), credentialFor('ANOTHER_CLIENT'));
  await place.openStores();
  const moved = await place.flowlink('apply --auto-approve');
  expect(codesIn(moved.stderr)).toEqual(['excess-scope', 'new-api-account']);
  expect(moved.status).toBe(0);
});

test('one variable that is not set keeps no other store from being verified', async () => {
  place.write(
    'flowlink.yaml',
    `connections:\n${connection('acme-us', 'acmeus')}${connection('acme-eu', 'acmeeu')}`,
  );
  open('acme-us', 'acmeus');
  const { ACME_EU_TOKEN: _, ...rest } = place.environment;
  place.environment = rest;
  const { status, stdout } = await place.flowlink('verify --json');
  const { ok, connections } = JSON.parse(stdout) as {
    ok: boolean;
    connections: { name: string; status: string }[];
  };
  expect({ status, ok }).toEqual({ status: 1, ok: false });
  expect(connections.map((each) => [each.name, each.status])).toEqual([
    ['acme-eu', 'failed'],
    ['acme-us', 'verified'],
  ]);
});

test('five hundred stores are verified within their quotas and in little memory', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `shop-${index}`);
  place.write(
    'flowlink.yaml',
    `connections:\n${names.map((name) => connection(name, name.replace('-', ''))).join('')}`,
  );
  for (const name of names) open(name, name.replace('-', ''));
  place.sandbox.setFault('shop7', { kind: 'suspended' });
  place.sandbox.setFault('shop8', { kind: 'slow', ms: 50 });

  const { status, stdout } = await place.flowlink('verify --all --json', {
    NODE_OPTIONS: '--max-old-space-size=64',
  });
  expect(status).toBe(1);
  const { connections } = JSON.parse(stdout) as { connections: { name: string; status: string }[] };
  expect(connections.filter((each) => each.status !== 'verified')).toMatchObject([
    { name: 'shop-7', status: 'unreachable' },
  ]);
  expect(connections).toHaveLength(500);
  const asked = Object.values(place.sandbox.requests());
  expect(asked).toHaveLength(500);
  for (const { total, writes, max_parallel } of asked) {
    expect(writes).toBe(0);
    expect(max_parallel).toBeLessThanOrEqual(3);
    expect(total).toBeLessThanOrEqual(10);
  }
});
