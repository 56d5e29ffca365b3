// Requests to spoil, and the spoiled ones by their seed, as the bytes that go over the wire.
import { type Operation, operations } from '@flowlink/schema';
import { type Chance, chanceOf } from './chance.ts';
import { mutateJson } from './mutate-json.ts';
import { type Material, mutateText } from './mutate-text.ts';

/** What no answer and no line of the log may hold. */
export const SECRET = 'canary0secret0of0a0connection00';

/** Stand in a request in place of tokens, which are different in every run. */
export const TOKEN_MARKS = ['READ_TOKEN', 'WRITE_TOKEN', 'ADMIN_TOKEN', 'FOREIGN_TOKEN'] as const;

const config = {
  platform: 'bigcommerce',
  store_url: 'https://acme-us.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: '0client0id0of0a0test0account000',
  scopes: ['store_v2_orders', 'store_v2_products'],
  workflows: { stock: { action: 'set_inventory', parameters: {} } },
  protect: false,
};
const counts = {
  create: 1,
  update: 0,
  replace: 0,
  move: 0,
  forget: 0,
  destroy: 0,
  import: 0,
  failed: 0,
  not_started: 0,
};
const holder = { user: 'ci', host: 'runner' };

const bodies: Readonly<Record<string, unknown>> = {
  putConnection: { config, secrets: { access_token: SECRET } },
  putConnections: {
    writes: [
      { name: 'acme-us', revision: null, write: { config, secrets: { access_token: SECRET } } },
      { name: 'acme-eu', revision: 1, replace: true, write: { config } },
    ],
  },
  moveConnection: { to: 'acme-eu' },
  recordVerification: { status: 'verified', verified_at: '2026-01-01T00:00:00.000Z', checks: [] },
  acquireLock: { run: 'run_0000000000000001', holder, lease_seconds: 60 },
  openRun: { id: 'run_0000000000000001', mode: 'apply', holder, planned: 1 },
  closeRun: { outcome: 'succeeded', counts },
};

const queries: Readonly<Record<string, readonly string[]>> = {
  listConnections: ['', '?limit=1', '?limit=1000&cursor=WyJuYW1lIiwiYSJd'],
  putConnection: ['', '?replace=true'],
  releaseLock: ['?run=run_0000000000000001', '?run=run_0000000000000001&force=true'],
  listRuns: ['?limit=5', '?cursor=WyJwb3NpdGlvbiIsIjMiXQ'],
  listAudit: ['', '?action=connection_deleted&limit=2', '?cursor=WyJhdWRpdCIsIi0xIl0'],
};

const oddHeaders = [
  'if-match: "1"',
  'if-match: *',
  'if-match: W/"1"',
  'if-match: "99999999999999999999"',
  'if-none-match: *',
  'flowlink-run: run_0000000000000001',
  'flowlink-run: \u00E9',
  'flowlink-user: maria',
  'flowlink-user: %',
  'flowlink-user: %00%1B%5B2J',
  `flowlink-user: ${'%F0%9F%99%82'.repeat(300)}`,
  'authorization: Bearer',
  `authorization: Bearer ${'a'.repeat(5000)}`,
  'authorization: Basic YTpi',
  'content-type: text/plain',
  'content-type: application/json; charset=utf-16',
  'content-type: multipart/form-data; boundary=x',
  'content-type: \u00FF',
  'content-encoding: gzip',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'content-length: -1',
  'content-length: 1e3',
  'content-length: 99999999',
  'expect: 100-continue',
  'expect: x',
  'upgrade: websocket',
  'connection: upgrade',
  'connection: keep-alive',
  'host: evil.example',
  'host:',
  'x-forwarded-for: 1.1.1.1',
  `x-long: ${'x'.repeat(20_000)}`,
  ' folded: x',
  'no colon',
  '__proto__: x',
  'accept: text/html',
  'range: bytes=0-1',
  'cookie: a=b; a=c',
  'x-http-method-override: DELETE',
  'content-type: application/json',
  'te: trailers',
  'trailer: x',
] as const;

const oddPaths = [
  '/',
  '',
  '*',
  '//',
  '/..',
  '/v1/../healthz',
  '/%00',
  '/%',
  '/%2e%2e/',
  '/v1/workspaces/acme%2Fx/connections',
  '/v1/workspaces/%ff/connections',
  '/v1/workspaces/acme/connections/',
  '/v1/workspaces/__proto__/connections',
  '/v1/workspaces/acme/connections/constructor',
  `/v1/workspaces/acme/connections/${'a'.repeat(300)}`,
  '/v1/workspaces/acme/connections/%F0%9F%99%82',
  '/v1/workspaces/acme/connections?limit=0',
  '/v1/workspaces/acme/connections?limit=1e9',
  '/v1/workspaces/acme/connections?limit=1&limit=2',
  '/v1/workspaces/acme/connections?limit[]=1',
  '/v1/workspaces/acme/connections?cursor=%00',
  '/v1/workspaces/acme/connections?__proto__[x]=1',
  `/v1/workspaces/acme/connections?cursor=${'A'.repeat(9000)}`,
  '/v1/workspaces/acme/audit?cursor=WyJhdWRpdCIsIjFlOTk5Il0',
  '/v1/workspaces/acme/audit?cursor=WyJhdWRpdCIsIjAuNSJd',
  '/v1/workspaces/acme/audit?action=x',
  '/metrics?x',
  'http://evil.example/healthz',
  '/openapi.json;x',
  '/v1/workspaces/acme/lock?run=',
] as const;

const methods = [
  'GET',
  'PUT',
  'POST',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'get',
  'PROPFIND',
  'X',
  '',
  'GET\u0000',
  'QUERY',
] as const;

const rawBodies = [
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '1e999',
  '{"config":{"__proto__":{"x":1}}}',
  '{"__proto__":{"config":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '\u00FF\u00FE',
  '\u00C0\u0080',
  '\u00EF\u00BB\u00BF{}',
  '{"to":"\u0000"}',
  '{"to":"\\u0000"}',
  '{"to":"\\ud800"}',
  '{"to":"a","to":"b"}',
  `${'['.repeat(50_000)}`,
  `${'{"a":'.repeat(20_000)}`,
  `"${'x'.repeat(400_000)}"`,
  `{"to":"${'x'.repeat(1_100_000)}"}`,
  `[${'0,'.repeat(100_000)}0]`,
  `{${Array.from({ length: 20_000 }, (_, key) => `"${key}":0`).join()}}`,
  '<xml/>',
  'a=b&c=d',
] as const;

const material: Material = {
  tokens: [
    '\r\n',
    '\n',
    '\r',
    ': ',
    ' ',
    '\t',
    '%00',
    '%',
    '/',
    '?',
    '&',
    '=',
    '"',
    '{',
    '}',
    '0\r\n\r\n',
    'HTTP/1.1',
    'HTTP/9.9',
    'acme',
    'run_0000000000000001',
    '..',
    '#',
    ';',
    ',',
  ],
  values: ['0', '-1', '1', 'x', '*', '""', '\u00FF', 'a, b', '%ff', 'chunked', 'close'],
  others: oddHeaders,
};

/** Bytes as text, one character each. */
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** The bytes of a request, one character each. */
export function httpInput(seed: number): string {
  const chance = chanceOf(seed);
  const [id, { method, path }] = chance.pick(Object.entries(operations) as [string, Operation][]);
  const names: Readonly<Record<string, string>> = {
    workspace: chance.happens(0.95) ? 'acme' : 'other',
    name: chance.pick(['acme-us', 'acme-eu', 'none']),
    run: 'run_0000000000000001',
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '');
  const target = chance.happens(0.12) ? chance.pick(oddPaths) : filled + chance.pick(queries[id] ?? ['']);
  const verb = chance.happens(0.08) ? chance.pick(methods) : method;
  const body = bodyOf(bodies[id], chance);
  const headers = [
    'host: 127.0.0.1',
    'connection: close',
    `authorization: Bearer ${chance.happens(0.9) ? chance.pick(['WRITE_TOKEN', 'ADMIN_TOKEN']) : chance.pick(TOKEN_MARKS)}`,
    ...(method === 'GET'
      ? []
      : [
          chance.pick([
            'if-none-match: *',
            'if-match: "1"',
            'if-match: "2"',
            'flowlink-run: run_0000000000000001',
          ]),
        ]),
    ...(method === 'GET' || chance.happens(0.3) ? [] : ['flowlink-run: run_0000000000000001']),
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${body.length}`]),
    ...(chance.happens(0.25) ? [chance.pick(oddHeaders)] : []),
  ];
  const request = `${[`${verb} ${target} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n${body ?? ''}`;
  return chance.happens(0.12) ? mutateText(request, chance, material) : request;
}

function bodyOf(valid: unknown, chance: Chance): string | undefined {
  if (valid === undefined && chance.happens(0.9)) return undefined;
  const kind = chance.next();
  if (kind < 0.15) return latin1(JSON.stringify(valid ?? {}));
  if (kind < 0.7) return latin1(JSON.stringify(mutateJson(valid ?? {}, chance)) ?? '');
  if (kind < 0.85) return chance.pick(rawBodies);
  return latin1(mutateText(JSON.stringify(valid ?? {}), chance, material));
}
