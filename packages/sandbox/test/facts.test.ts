// What BigCommerce answers to a preflight: statuses and exact bodies.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSandbox, type SandboxStore, startSandbox } from '../src/index.ts';
import { aStore, ask, everything, nothing } from './a-store.ts';

const STATUS_PAGE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';
const v2 = (status: number, message: string) => JSON.stringify([{ status, message }]);
const v3 = (status: number, title: string) =>
  JSON.stringify({ status, title, type: STATUS_PAGE, errors: {} });
const emptyPage = (per_page: number) =>
  `{"data":[],"meta":{"pagination":{"total":0,"count":0,"per_page":${per_page},"current_page":1,"total_pages":1}}}`;

const elsewhere = { client_id: 'c', access_token: 'token-of-another-store', scopes: [] };
const hooks = [{ client_id: 'someone-else' }, { client_id: everything.client_id }];
let sandbox: RunningSandbox;

beforeAll(async () => {
  const stores = [
    aStore('abc', { hooks }),
    aStore('busy', { orders: 3 }),
    aStore('other', { accounts: [elsewhere] }),
  ];
  sandbox = await startSandbox({ stores, port: 0, clock: () => 1_750_000_000_999 });
});
afterAll(() => sandbox.close());

describe('the token and the hash', () => {
  test('any token of the store may ask for the time, also one without a scope', async () => {
    const { status, body, headers } = await ask(sandbox, '/stores/abc/v2/time', {
      token: nothing.access_token,
    });
    expect([status, body]).toEqual([200, '{"time":1750000000}']);
    expect(headers.get('content-type')).toBe('application/json');
  });

  test.for([
    ['an unknown token', 'unknown'],
    ['a token of another store', elsewhere.access_token],
    ['an empty token', ''],
  ])('%s is answered 401', async ([, token = '']) => {
    const time = await ask(sandbox, '/stores/abc/v2/time', { token });
    expect([time.status, time.body]).toEqual([401, v2(401, 'Unauthorized')]);
    const products = await ask(sandbox, '/stores/abc/v3/catalog/products', { token });
    expect([products.status, products.body]).toEqual([401, v3(401, 'Unauthorized')]);
  });

  test.for<[string, string]>([
    ['/stores/wrong/v2/time', v2(403, 'Forbidden')],
    ['/stores/store-abc/v2/time', v2(403, 'Forbidden')],
    ['/stores/__proto__/v3/hooks', v3(403, 'Forbidden')],
    ['/stores/abc/time', v3(403, 'Forbidden')],
    ['/stores/abc/v3', v3(403, 'Forbidden')],
    ['/stores/stores/abc/v2/time', v3(403, 'Forbidden')],
    ['/v2/time', v2(403, 'Forbidden')],
  ])('%s is the wrong hash or path: 403', async ([path, body]) => {
    const answer = await ask(sandbox, path);
    expect([answer.status, answer.body]).toEqual([403, body]);
  });
});

describe('what the endpoints answer', () => {
  test.for([
    [
      '/v2/store',
      '{"id":"abc","domain":"abc.example.com","secure_url":"https://abc.example.com","control_panel_base_url":"https://store-abc.mybigcommerce.com"}',
    ],
    ['/v3/catalog/products?limit=1', emptyPage(1)],
    ['/v3/customers?limit=1', emptyPage(1)],
    ['/v3/inventory/items?limit=1', emptyPage(1)],
    ['/v3/inventory/locations', emptyPage(50)],
  ])('%s', async ([path, body]) => {
    const answer = await ask(sandbox, `/stores/abc${path}`);
    expect([answer.status, answer.body]).toEqual([200, body]);
  });

  test('orders: 204 without a body when there are none', async () => {
    const answer = await ask(sandbox, '/stores/abc/v2/orders?limit=1');
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect(answer.headers.get('content-type')).toBeNull();
  });

  test('orders: as many as the limit when there are more', async () => {
    expect((await ask(sandbox, '/stores/busy/v2/orders?limit=1')).body).toBe('[{"id":100}]');
    expect(JSON.parse((await ask(sandbox, '/stores/busy/v2/orders')).body)).toHaveLength(3);
  });

  test('webhooks need no scope and are those of the API account that asks', async () => {
    const own = JSON.parse((await ask(sandbox, '/stores/abc/v3/hooks')).body);
    expect(own.data).toEqual([{ id: 2, client_id: everything.client_id, store_hash: 'stores/abc' }]);
    const none = await ask(sandbox, '/stores/abc/v3/hooks', { token: nothing.access_token });
    expect([none.status, none.body]).toEqual([200, emptyPage(50)]);
  });
});

describe('scopes', () => {
  const scoped = {
    '/v2/store': ['store_v2_information_read_only', 'store_v2_information'],
    '/v2/orders': ['store_v2_orders_read_only', 'store_v2_orders'],
    '/v3/catalog/products': ['store_v2_products_read_only', 'store_v2_products'],
    '/v3/customers': ['store_v2_customers_read_only', 'store_v2_customers'],
    '/v3/inventory/items': ['store_inventory_read_only', 'store_inventory'],
    '/v3/inventory/locations': ['store_locations_read_only', 'store_locations'],
  } as const;
  const all = Object.values(scoped).flat();

  test.for(Object.entries(scoped))('%s needs %s', async ([path, sufficient]) => {
    const accounts: SandboxStore['accounts'] = all.map((scope) => ({
      client_id: scope,
      access_token: scope,
      scopes: [scope],
    }));
    sandbox.addStore(aStore('scoped', { accounts }));
    const opened: string[] = [];
    for (const scope of all) {
      const { status } = await ask(sandbox, `/stores/scoped${path}`, { token: scope });
      if (status !== 403) opened.push(scope);
    }
    expect(opened).toEqual(sufficient);
  });

  test.for(['/v2/store', '/v2/orders', '/v2/orders/1', '/v3/catalog/products', '/v3/catalog/products/1'])(
    '%s without its scope: 403, before any 404, with the body of both versions',
    async (path) => {
      const answer = await ask(sandbox, `/stores/abc${path}`, { token: nothing.access_token });
      expect([answer.status, answer.body]).toEqual([
        403,
        `{"status":403,"title":"You don't have a required scope to access the endpoint","type":"${STATUS_PAGE}","errors":{}}`,
      ]);
    },
  );

  test.for([
    ['/v2/orders/1', v2(404, 'Not Found')],
    ['/v2/nothing', v2(404, 'Not Found')],
    ['/v3/catalog/products/1', v3(404, 'Not Found')],
    ['/v3/catalog', v3(404, 'Not Found')],
  ])('%s with every scope: 404', async ([path, body]) => {
    const answer = await ask(sandbox, `/stores/abc${path}`);
    expect([answer.status, answer.body]).toEqual([404, body]);
  });
});

test.for(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused and counted', async (method) => {
  sandbox.addStore(aStore('written'));
  const before = sandbox.requests().written?.writes ?? 0;
  const orders = await ask(sandbox, '/stores/written/v2/orders', { method });
  expect([orders.status, orders.body]).toEqual([405, v2(405, 'Method Not Allowed')]);
  const hooks = await ask(sandbox, '/stores/written/v3/hooks', { method, token: 'unknown' });
  expect([hooks.status, hooks.body]).toEqual([405, v3(405, 'Method Not Allowed')]);
  expect(hooks.headers.get('allow')).toBe('GET');
  expect(sandbox.requests().written?.writes).toBe(before + 2);
  expect(sandbox.requests().written?.paths[`${method} /v2/orders`]).toBe(1);
});
