// The contract, exercised over a server without sockets. Each response is held against the published schemas.

import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionConfig, type Operation, operations } from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildServer } from '../src/http/server.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import { sqliteStore } from '../src/store/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { newToken, type Role } from '../src/tokens/token.ts';

const SECRET = 'canary0secret0in0the0backend0000';
const RUN = 'run_0000000000000001';
const OTHER_RUN = 'run_0000000000000002';
const HOLDER = { user: 'ci', host: 'runner' };

const config = (more: Partial<ConnectionConfig> = {}): ConnectionConfig => ({
  platform: 'bigcommerce',
  store_url: 'https://acme.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: 'client',
  scopes: ['store_v2_orders'],
  workflows: { orders: { action: 'get_orders', parameters: { min_date_modified: '2026-01-01' } } },
  ...more,
});

let dataDir: string;
let store: Store;
let now: Date;
let log: string;
let app: ReturnType<typeof buildServer>;
let tokens: Record<Role | 'foreign', string>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'flowlink-'));
  store = sqliteStore(dataDir);
  now = new Date('2026-01-01T00:00:00Z');
  log = '';
  const stream = {
    write(line: string) {
      log += line;
    },
  };
  app = buildServer({
    store,
    box: new SecretBox(Buffer.alloc(32, 7)),
    now: () => now,
    log: { level: 'info', stream },
  });
  const token = async (role: Role, workspace = 'acme') => {
    const made = newToken({ role, workspace, name: `${role}-token` }, now);
    await store.saveToken(made.stored);
    return made.token;
  };
  tokens = {
    read: await token('read'),
    write: await token('write'),
    admin: await token('admin'),
    foreign: await token('admin', 'other'),
  };
});

afterEach(async () => {
  await app.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

interface Options {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

async function call(
  method: Operation['method'],
  path: string,
  { body, headers = {}, token = tokens.write }: Options = {},
) {
  const response = await app.inject({
    method,
    url: path.startsWith('/v1') || !path.startsWith('/w') ? path : path.replace('/w', '/v1/workspaces/acme'),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const json = response.body.startsWith('{') ? response.json() : undefined;
  if (response.statusCode >= 400) expect(valid.problem(json), response.body).toBe(true);
  return { status: response.statusCode, json, headers: response.headers, text: response.body };
}

const create = (name = 'acme-us', more: Options = {}) =>
  call('PUT', `/w/connections/${name}`, {
    body: { config: config(), secrets: { access_token: SECRET } },
    headers: { 'if-none-match': '*' },
    ...more,
  });
const lock = (run = RUN, seconds = 60) =>
  call('PUT', '/w/lock', { body: { run, holder: HOLDER, lease_seconds: seconds } });
const match = (revision: number, run?: string) => ({
  'if-match': `"${revision}"`,
  ...(run === undefined ? {} : { 'flowlink-run': run }),
});

describe('connections', () => {
  test('a direct edit creates an unmanaged connection; its secret comes back as a fingerprint only', async () => {
    const { status, json, headers, text } = await create();
    expect(status).toBe(201);
    expect(valid.connection(json)).toBe(true);
    expect(json).toMatchObject({ managed: false, applied: null, applied_run: null, config: config() });
    expect(headers.etag).toBe(`"${json.revision}"`);
    const { salt, fingerprint } = json.secrets.access_token;
    expect(fingerprint).toBe(createHmac('sha256', Buffer.from(salt, 'hex')).update(SECRET).digest('hex'));
    expect(text).not.toContain(SECRET);
  });

  test('a write needs a precondition that holds', async () => {
    const { json } = await create();
    expect((await create()).json).toMatchObject({ code: 'precondition_failed', revision: json.revision });
    const body = { config: config() };
    const put = (headers: Record<string, string>) => call('PUT', '/w/connections/acme-us', { body, headers });
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '"999"' })).json).toMatchObject({ status: 412, revision: json.revision });
    expect((await put({ ...match(json.revision), 'if-none-match': '*' })).status).toBe(400);
    expect((await put(match(json.revision))).status).toBe(200);
    expect((await call('PUT', '/w/connections/none', { body, headers: match(1) })).json).toMatchObject({
      code: 'precondition_failed',
      revision: null,
    });
  });

  test('no revision comes twice, not even across deletion', async () => {
    const first = (await create()).json.revision;
    expect((await call('DELETE', '/w/connections/acme-us', { headers: match(first) })).status).toBe(204);
    const second = (await create()).json.revision;
    expect(second).toBeGreaterThan(first);
    expect((await call('DELETE', '/w/connections/acme-us', { headers: match(first) })).status).toBe(412);
  });

  test('a new connection needs its secret, an update keeps it, another value gets another salt', async () => {
    expect(
      (await create('acme-us', { body: { config: config() }, headers: { 'if-none-match': '*' } })).json.code,
    ).toBe('secret_required');
    const first = (await create()).json;
    const body = { config: config({ client_id: 'other' }) };
    const second = (await call('PUT', '/w/connections/acme-us', { body, headers: match(first.revision) }))
      .json;
    expect(second.secrets).toEqual(first.secrets);
    const third = (
      await call('PUT', '/w/connections/acme-us', {
        body: { ...body, secrets: { access_token: SECRET } },
        headers: match(second.revision),
      })
    ).json;
    expect(third.secrets.access_token.salt).not.toBe(first.secrets.access_token.salt);
  });

  test('an immutable field changes only by replacing the connection', async () => {
    const first = (await create()).json;
    const body = { config: config({ store_hash: 'other' }), secrets: { access_token: SECRET } };
    const put = (query: string, payload: object) =>
      call('PUT', `/w/connections/acme-us${query}`, { body: payload, headers: match(first.revision) });
    expect((await put('', body)).json).toMatchObject({ status: 409, code: 'immutable_field' });
    expect((await put('?replace=true', { config: body.config })).json.code).toBe('secret_required');
    const replaced = (await put('?replace=true', body)).json;
    expect(replaced.id).not.toBe(first.id);
    expect(replaced.config.store_hash).toBe('other');
  });

  test('listing pages through everything in the order of names', async () => {
    const names = Array.from(
      { length: 2500 },
      (_, index) => `store-${String((index * 7919) % 2500).padStart(4, '0')}`,
    );
    await store.transaction(async (tx) => {
      for (const name of names) {
        const time = now.toISOString();
        await tx.saveConnection({
          workspace: 'acme',
          id: `con_${name}`,
          name,
          managed: true,
          revision: await tx.nextRevision('acme'),
          config: config(),
          applied: null,
          secrets: {},
          created_at: time,
          changed_at: time,
          changed_by: { token: 'x' },
          applied_at: null,
          applied_run: null,
        });
      }
    });
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages++) {
      const { json } = await call('GET', `/w/connections${cursor === '' ? '' : `?cursor=${cursor}`}`, {
        token: tokens.read,
      });
      expect(valid.connectionPage(json)).toBe(true);
      seen.push(...json.connections.map(({ name }: { name: string }) => name));
      cursor = json.next_cursor;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual([...names].sort());
    expect((await call('GET', '/w/connections?cursor=nonsense')).status).toBe(400);
  });

  test('moving keeps the ID and refuses a taken name', async () => {
    const first = (await create()).json;
    await create('acme-eu');
    const move = (to: string, headers = match(first.revision)) =>
      call('POST', '/w/connections/acme-us/move', { body: { to }, headers });
    expect((await move('acme-eu')).json.code).toBe('name_taken');
    const { json } = await move('acme-usa');
    expect(json).toMatchObject({ id: first.id, name: 'acme-usa', secrets: first.secrets });
    expect((await call('GET', '/w/connections/acme-us')).status).toBe(404);
  });
});

describe('runs', () => {
  test('a run writes only while it holds the lock, and what it writes is managed', async () => {
    const asRun = { headers: { 'if-none-match': '*', 'flowlink-run': RUN } };
    expect((await create('acme-us', asRun)).json.code).toBe('lock_not_held');
    await lock(OTHER_RUN);
    expect((await create('acme-us', asRun)).json).toMatchObject({
      status: 423,
      code: 'lock_held',
      lock: { run: OTHER_RUN, holder: HOLDER },
    });
    now = new Date(now.getTime() + 61_000);
    await lock(RUN);
    expect((await create('acme-us', asRun)).json).toMatchObject({
      managed: true,
      applied: config(),
      applied_run: RUN,
    });
  });

  test('repeating a write within its run has no further effect', async () => {
    await lock();
    const asRun = { headers: { 'if-none-match': '*', 'flowlink-run': RUN } };
    const first = await create('acme-us', asRun);
    const again = await create('acme-us', asRun);
    expect(again.status).toBe(200);
    expect(again.json).toEqual(first.json);
    const other = {
      ...asRun,
      body: { config: config({ client_id: 'other' }), secrets: { access_token: SECRET } },
    };
    expect((await create('acme-us', other)).json.code).toBe('precondition_failed');
    const rotated = { ...asRun, body: { config: config(), secrets: { access_token: 'another' } } };
    expect((await create('acme-us', rotated)).json.code).toBe('precondition_failed');

    const moved = () =>
      call('POST', '/w/connections/acme-us/move', {
        body: { to: 'acme' },
        headers: match(first.json.revision, RUN),
      });
    const once = await moved();
    expect((await moved()).json).toEqual(once.json);
    const remove = (run: string) =>
      call('DELETE', '/w/connections/acme', { headers: match(once.json.revision, run) });
    expect((await remove(RUN)).status).toBe(204);
    expect((await remove(RUN)).status).toBe(204);
    await call('DELETE', `/w/lock?run=${RUN}`);
    await lock(OTHER_RUN);
    expect((await remove(OTHER_RUN)).status).toBe(404);
  });

  test('a value that the connector advances is kept unless the configuration changes it', async () => {
    await lock();
    const put = async (revision: number | undefined, min: string | undefined) => {
      const workflows = {
        orders: {
          action: 'get_orders' as const,
          ...(min === undefined ? {} : { parameters: { min_date_modified: min } }),
        },
      };
      const headers: Record<string, string> =
        revision === undefined ? { 'if-none-match': '*', 'flowlink-run': RUN } : match(revision, RUN);
      return (
        await call('PUT', '/w/connections/acme-us', {
          body: {
            config: config({ workflows, client_id: `c${revision}` }),
            secrets: { access_token: SECRET },
          },
          headers,
        })
      ).json;
    };
    const running = ({ config: { workflows } }: { config: ConnectionConfig }) =>
      workflows?.orders?.parameters?.min_date_modified;
    const advance = () =>
      store.transaction(async (tx) => {
        const connection = await tx.connection('acme', 'acme-us');
        if (!connection) throw new Error('missing');
        const workflows = {
          orders: { action: 'get_orders' as const, parameters: { min_date_modified: '2026-06-06' } },
        };
        await tx.saveConnection({ ...connection, config: { ...connection.config, workflows } });
      });
    const first = await put(undefined, '2026-01-01');
    await advance();
    const second = await put(first.revision, '2026-01-01');
    expect(running(second)).toBe('2026-06-06');
    expect(second.applied.workflows.orders.parameters.min_date_modified).toBe('2026-01-01');
    const third = await put(second.revision, '2026-02-02');
    expect(running(third)).toBe('2026-02-02');
    await advance();
    expect(running(await put(third.revision, undefined))).toBeUndefined();
  });

  test('runs open once, close once, and are listed newest first', async () => {
    const open = (id: string) =>
      call('POST', '/w/runs', { body: { id, mode: 'apply', holder: HOLDER, planned: 2 } });
    const close = (id: string, done: number) =>
      call('PATCH', `/w/runs/${id}`, {
        body: { outcome: 'succeeded', counts: { done, failed: 0, not_started: 0 } },
      });
    expect((await open(RUN)).status).toBe(201);
    expect((await open(RUN)).status).toBe(200);
    await open(OTHER_RUN);
    const closed = await close(RUN, 2);
    expect(valid.run(closed.json)).toBe(true);
    expect(closed.json).toMatchObject({ outcome: 'succeeded', counts: { done: 2 } });
    expect((await close(RUN, 2)).json).toEqual(closed.json);
    expect((await close(RUN, 1)).json.code).toBe('run_closed');
    expect((await close('run_0000000000000009', 1)).json.code).toBe('run_not_found');
    const page = (await call('GET', '/w/runs?limit=1')).json;
    expect(valid.runPage(page)).toBe(true);
    expect(page.runs.map(({ id }: { id: string }) => id)).toEqual([OTHER_RUN]);
    const rest = (await call('GET', `/w/runs?limit=1&cursor=${page.next_cursor}`)).json;
    expect(rest.runs.map(({ id }: { id: string }) => id)).toEqual([RUN]);
    expect(rest.next_cursor).toBeNull();
  });
});

describe('locks', () => {
  test('one run at a time; its own lease is extended; a lock that is over is free', async () => {
    const first = (await lock()).json;
    expect(valid.lock(first)).toBe(true);
    expect((await lock(OTHER_RUN)).json).toMatchObject({ code: 'lock_held', lock: first });
    now = new Date(now.getTime() + 30_000);
    expect((await lock()).json).toMatchObject({
      acquired_at: first.acquired_at,
      expires_at: '2026-01-01T00:01:30.000Z',
    });
    now = new Date(now.getTime() + 60_000);
    expect((await lock(OTHER_RUN)).status).toBe(200);
  });

  test("another run's lock is released by an admin with force only", async () => {
    await lock();
    const release = (token: string, query: string) => call('DELETE', `/w/lock?${query}`, { token });
    expect((await release(tokens.write, `run=${OTHER_RUN}`)).json.code).toBe('lock_held');
    expect((await release(tokens.write, `run=${OTHER_RUN}&force=true`)).json.code).toBe('forbidden');
    expect((await release(tokens.admin, `run=${OTHER_RUN}&force=true`)).status).toBe(204);
    expect((await release(tokens.write, `run=${RUN}`)).status).toBe(204);
  });
});

describe('who may do what', () => {
  const filled = (path: string, workspace: string) =>
    path.replace('{workspace}', workspace).replace('{name}', 'acme-us').replace('{run}', RUN);
  const guarded = Object.entries(operations).filter(([, { role }]) => role !== null);

  test.for(guarded)(
    '%s asks for a token of the workspace with the role',
    async ([, { method, path, role }]) => {
      const status = async (token: string) => (await call(method, filled(path, 'acme'), { token })).status;
      expect(await status('fl_unknown')).toBe(401);
      expect(await status(tokens.foreign)).toBe(403);
      expect(await status(tokens.read)).toSatisfy((found: number) =>
        role === 'read' ? found !== 403 : found === 403,
      );
      expect([401, 403]).not.toContain(await status(tokens.write));
      const anonymous = await app.inject({ method, url: filled(path, 'acme') });
      expect(anonymous.statusCode).toBe(401);
      expect(anonymous.headers['www-authenticate']).toBe('Bearer');
    },
  );

  test('operations for those who run it need no token', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics']) {
      expect((await app.inject({ method: 'GET', url: path })).statusCode).toBe(200);
    }
    expect((await app.inject('/metrics')).body).toContain(
      'flowlink_requests_total{operation="health",status="2xx"} 1',
    );
  });
});

describe('requests that do not conform', () => {
  test.for<[string, Operation['method'], string, unknown, number]>([
    ['an unknown field', 'PUT', '/w/connections/acme-us', { config: config(), extra: 1 }, 400],
    [
      'a wrong parameter',
      'PUT',
      '/w/connections/acme-us',
      { config: config({ workflows: { s: { action: 'set_inventory', parameters: { limit: 1 } } } }) },
      400,
    ],
    ['an unknown query parameter', 'GET', '/w/connections?x=1', undefined, 400],
    ['a limit out of range', 'GET', '/w/connections?limit=1001', undefined, 400],
    ['a bad name', 'GET', '/w/connections/NOT%20A%20NAME', undefined, 400],
    ['an unknown path', 'GET', '/v2/nothing', undefined, 404],
    ['a method that is not allowed', 'POST', '/w/lock', {}, 405],
  ])('%s', async ([, method, path, body, status]) => {
    const headers: Record<string, string> = method === 'PUT' ? { 'if-none-match': '*' } : {};
    expect((await call(method, path, { ...(body === undefined ? {} : { body }), headers })).status).toBe(
      status,
    );
  });

  test('broken and oversized bodies are refused without repeating them', async () => {
    const put = (payload: string, type = 'application/json') =>
      app.inject({
        method: 'PUT',
        url: '/v1/workspaces/acme/lock',
        payload,
        headers: { authorization: `Bearer ${tokens.write}`, 'content-type': type },
      });
    const broken = await put(`{"secret": "${SECRET}`);
    expect(broken.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(broken.body).not.toContain(SECRET);
    expect((await put(`"${'x'.repeat(1024 * 1024)}"`)).json()).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
    expect((await put('a=1', 'application/x-www-form-urlencoded')).json()).toMatchObject({ status: 415 });
  });
});

test('no secret is at rest or in the log in clear, and the tokens are not either', async () => {
  await create();
  await call('PUT', '/w/connections/acme-us', {
    body: { config: config(), secrets: { access_token: SECRET }, extra: 1 },
    headers: { 'if-none-match': '*' },
  });
  const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)));
  expect(files.length).toBeGreaterThan(0);
  for (const text of [...files, Buffer.from(log)]) {
    expect(text.includes(SECRET)).toBe(false);
    for (const token of Object.values(tokens)) expect(text.includes(token)).toBe(false);
  }
  expect(log).toContain('"operation":"putConnection"');
});
