// What a preflight finds out about a connection, case by case, from a sandbox that answers as BigCommerce does.
import { expect, test } from 'vitest';
import {
  ALL_SCOPES,
  aConnection,
  aStore,
  codesOf,
  outcomes,
  TOKEN,
  withScopes,
  world,
} from '../../../../test/verify-support.ts';
import { preflight } from './preflight.ts';

/** Verifies one connection with one store. */
async function verifyOne(
  store: Parameters<typeof aStore>[1] = {},
  connection: Parameters<typeof aConnection>[1] = {},
  token = TOKEN,
) {
  const { verify, sandbox } = await world([aStore('abc123', store)]);
  const [result] = await verify([aConnection('abc123', connection, 'acme', token)]);
  if (!result) throw new Error('There is no result.');
  return { ...result, asked: sandbox.requests().abc123 };
}

test('what BigCommerce confirms is verified, in the order of the fields, also where there are no orders', async () => {
  const result = await verifyOne({ orders: 0 });
  expect(result).toMatchObject({ status: 'verified', overGranted: [], diagnostics: [], requests: 8 });
  expect(outcomes(result)).toEqual([
    'access_token: verified',
    'store_hash: verified',
    'store_url: verified',
    'client_id: unverifiable',
    ...ALL_SCOPES.map((scope) => `scopes ${scope}: verified`),
  ]);
});

test('orders that are there prove the scope too', async () => {
  expect((await verifyOne({ orders: 3 })).checks).toContainEqual({
    field: 'scopes',
    item: 'store_v2_orders_read_only',
    status: 'verified',
  });
});

test('a token that is refused ends the preflight with its first request', async () => {
  const result = await verifyOne({}, {}, 'some-other-token');
  expect(result).toMatchObject({ status: 'failed', requests: 1 });
  expect(outcomes(result).slice(0, 3)).toEqual([
    'access_token: contradicted',
    'store_hash: unverifiable',
    'store_url: unverifiable',
  ]);
  expect(result.checks).toHaveLength(4 + ALL_SCOPES.length);
  expect(codesOf(result)).toEqual(['verify-token']);
});

test('a hash that is refused is the hash, not the token', async () => {
  const result = await verifyOne({}, { store_hash: 'nowhere1' });
  expect(result).toMatchObject({ status: 'failed', requests: 1 });
  expect(outcomes(result).slice(0, 2)).toEqual(['access_token: unverifiable', 'store_hash: contradicted']);
  expect(codesOf(result)).toEqual(['verify-store-hash']);
});

test('one scope that is missing is named, with its name in the control panel', async () => {
  const result = await verifyOne(withScopes(...ALL_SCOPES.filter((scope) => !scope.includes('customers'))));
  expect(result.status).toBe('failed');
  expect(result.checks.filter(({ status }) => status === 'contradicted')).toEqual([
    {
      field: 'scopes',
      item: 'store_v2_customers_read_only',
      status: 'contradicted',
      reason: 'BigCommerce refuses what it permits.',
    },
  ]);
  expect(codesOf(result)).toEqual(['verify-scope']);
  expect(result.diagnostics[0]?.fix).toMatch(/can never be changed: make a new one .*“Customers: read-only”/);
});

test('when everything is refused there is one message for all scopes, and it mentions the Stencil CLI', async () => {
  const result = await verifyOne(withScopes());
  expect(result.checks.filter(({ status }) => status === 'contradicted')).toHaveLength(ALL_SCOPES.length);
  expect(codesOf(result)).toEqual(['verify-scope']);
  expect(result.diagnostics[0]?.detail).toContain('Stencil CLI');
  for (const name of ['Products: read-only', 'Store Locations: read-only'])
    expect(result.diagnostics[0]?.fix).toContain(name);
});

test('a store URL of another store is contradicted with the addresses that are right', async () => {
  const result = await verifyOne({}, { store_url: 'https://other.example.com' });
  expect(result.status).toBe('failed');
  expect(codesOf(result)).toEqual(['verify-store-url']);
  expect(result.diagnostics[0]?.detail).toContain('abc123.example.com, store-abc123.mybigcommerce.com');
});

test.for([
  'http://abc123.example.com',
  'https://www.abc123.example.com',
  'https://abc123.example.com/',
  'HTTPS://ABC123.Example.COM',
  'https://store-abc123.mybigcommerce.com/manage/',
])('%s is the same address', async (store_url) => {
  expect(outcomes(await verifyOne({}, { store_url }))).toContain('store_url: verified');
});

test('without the scope for it the store URL is not verified, and not wrong', async () => {
  const scopes = ALL_SCOPES.slice(1);
  const result = await verifyOne(withScopes(...scopes), { scopes, store_url: 'https://other.example.com' });
  expect(result).toMatchObject({ status: 'verified', diagnostics: [] });
  expect(outcomes(result)).toContain('store_url: unverifiable');
});

test('a webhook proves the client ID', async () => {
  const result = await verifyOne({ hooks: [{ client_id: 'client' }] });
  expect(outcomes(result)).toContain('client_id: verified');
});

test('a webhook disproves the client ID', async () => {
  const result = await verifyOne({ hooks: [{ client_id: 'client' }] }, { client_id: 'another' });
  expect(result.status).toBe('failed');
  expect(outcomes(result)).toContain('client_id: contradicted');
  expect(codesOf(result)).toEqual(['verify-client-id']);
});

test('webhooks of other API accounts say nothing about the client ID', async () => {
  const result = await verifyOne({ hooks: [{ client_id: 'another' }] });
  expect(result.status).toBe('verified');
  expect(outcomes(result)).toContain('client_id: unverifiable');
});

test('scopes that are granted without being declared are a warning', async () => {
  const result = await verifyOne({}, { scopes: ['store_v2_information_read_only', 'store_v2_products'] });
  expect(result).toMatchObject({
    status: 'verified',
    overGranted: ALL_SCOPES.slice(2),
    diagnostics: [{ code: 'verify-over-granted', severity: 'warning' }],
  });
  expect(result.diagnostics[0]?.fix).toContain('flowlink plan --redeclare-scopes');
});

test('a scope to modify is contradicted if even reading is refused, and never verified', async () => {
  const scopes = ['store_v2_information', 'store_v2_orders', 'store_v2_products'] as const;
  const granted = withScopes('store_v2_information_read_only', 'store_v2_orders');
  expect(outcomes(await verifyOne(granted, { scopes: [...scopes] }))).toEqual([
    'access_token: verified',
    'store_hash: verified',
    'store_url: verified',
    'client_id: unverifiable',
    'scopes store_v2_information: unverifiable',
    'scopes store_v2_orders: unverifiable',
    'scopes store_v2_products: contradicted',
  ]);
});

test('a scope that no request could prove is unverifiable, also with a token that can nothing', async () => {
  const result = await verifyOne(withScopes(), { scopes: ['store_cart', 'store_themes_manage'] });
  expect(result).toMatchObject({ status: 'verified', diagnostics: [] });
  expect(outcomes(result).slice(4)).toEqual([
    'scopes store_cart: unverifiable',
    'scopes store_themes_manage: unverifiable',
  ]);
});

test('all that is not verified says why', async () => {
  const cases = [await verifyOne(withScopes()), await verifyOne({}, {}, 'some-other-token')];
  for (const { checks } of cases)
    for (const { status, reason } of checks) expect(reason === undefined).toBe(status === 'verified');
});

/** What no sandbox does: answers by path, 200 with `{}` unless told otherwise. */
function answering(answers: Readonly<Record<string, { status: number; body?: string }>>) {
  return preflight.run({
    ...aConnection('abc123').verifiable,
    ask: async (path) => {
      const { status, body = '{"time":1}' } = answers[path] ?? { status: 200 };
      return { status, body, headers: {} };
    },
  });
}

test('a token that is refused in the middle is contradicted, as its account was deleted', async () => {
  const report = await answering({ '/v3/hooks?limit=50': { status: 401 } });
  expect(report.checks[0]).toMatchObject({ field: 'access_token', status: 'contradicted' });
  expect(report.findings.map(({ code }) => code)).toEqual(['verify-token']);
});

test('another hash in the answer contradicts the hash', async () => {
  const report = await answering({ '/v2/store': { status: 200, body: '{"id":"zzz999"}' } });
  expect(report.checks[1]).toMatchObject({ field: 'store_hash', status: 'contradicted' });
  expect(report.findings[0]).toMatchObject({ code: 'verify-store-hash', path: ['store_hash'] });
});

test.for([
  ['a server that answers everything with JSON', { status: 200, body: '{}' }],
  ['a server that knows no such path', { status: 404 }],
  ['a server that answers with text', { status: 200, body: 'OK' }],
  ['a server with a status of its own', { status: 418 }],
] as const)('%s is not BigCommerce', async ([, answer]) => {
  const { findings, checks } = await answering({ '/v2/time': answer });
  expect(findings.map(({ code }) => code)).toEqual(['verify-not-bigcommerce']);
  expect(checks.every(({ status }) => status === 'unverifiable')).toBe(true);
});

test('one failing request leaves the other checks as they are', async () => {
  const { findings, checks } = await answering({ '/v3/inventory/items?limit=1': { status: 500 } });
  expect(findings.map(({ code }) => code)).toEqual(['verify-unavailable']);
  expect(checks.find(({ item }) => item === 'store_inventory_read_only')?.status).toBe('unverifiable');
  expect(checks.find(({ item }) => item === 'store_locations_read_only')?.status).toBe('verified');
});

test.for([
  [{}, {}],
  [
    { 'x-rate-limit-requests-left': '12', 'x-rate-limit-time-reset-ms': '15000', 'x-retry-after': '99' },
    { left: 12, resetMs: 15_000 },
  ],
  [{ 'x-retry-after': '3' }, { resetMs: 3000 }],
  [{ 'x-rate-limit-requests-left': '-1', 'x-rate-limit-time-reset-ms': 'soon' }, {}],
  [{ 'x-rate-limit-requests-left': ['7', '8'] }, { left: 7 }],
] as const)('rate-limit headers %j', ([headers, limit]) => {
  expect(preflight.rateLimit(headers as Record<string, string>)).toEqual(limit);
});
