// The audit trail: one entry for each write that took effect, and no way to change or lose one.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asNew, config, HOLDER, match, OTHER_SECRET, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const user = { 'flowlink-user': 'kim' };
const byHand = { token: 'write-token', user: 'kim' };
const byRun = { token: 'write-token', user: 'ci' };
const secrets = { access_token: SECRET };

test('each kind of write leaves its entry', async () => {
  const put = async (body: object, headers: Record<string, string>, query = '') =>
    (await acme.call('PUT', `/connections/acme-us${query}`, { body, headers })).json.revision;
  const move = async (from: string, to: string, headers: Record<string, string>) =>
    (await acme.call('POST', `/connections/${from}/move`, { body: { to }, headers })).json.revision;

  let revision = await put({ config: config(), secrets }, { ...asNew(), ...user });
  revision = await put({ config: config(), secrets }, { ...match(revision), ...user });
  await acme.lock();
  await acme.call('POST', '/runs', { body: { id: RUN, mode: 'apply', holder: HOLDER, planned: 6 } });
  const workflows = { orders: { action: 'get_orders', parameters: { limit: 5 } } };
  revision = await put({ config: { ...config(), workflows } }, match(revision, RUN));
  revision = await put(
    {
      config: config({ scopes: ['store_v2_products'], protect: true }),
      secrets: { access_token: OTHER_SECRET },
    },
    { ...match(revision), ...user },
  );
  revision = await put({ config: config(), secrets }, match(revision, RUN));
  revision = await put(
    { config: config({ store_hash: 'b' }), secrets },
    match(revision, RUN),
    '?replace=true',
  );
  revision = await move('acme-us', 'acme', { ...match(revision), ...user });
  revision = await move('acme', 'acme-us', match(revision, RUN));
  const { json } = await acme.call('POST', '/connections/acme-us/forget', { headers: match(revision, RUN) });
  await acme.call('DELETE', '/connections/acme-us', { headers: { ...match(json.revision), ...user } });
  const counts = { done: 6, failed: 0, not_started: 0 };
  await acme.call('PATCH', `/runs/${RUN}`, { body: { outcome: 'succeeded', counts } });

  const connection = 'acme-us';
  const none = { fields: [] };
  const entries = await acme.audit();
  expect(
    entries.map(({ position: _position, at: _at, ...entry }: { position: number; at: string }) => entry),
  ).toEqual([
    { action: 'connection_created', by: byHand, connection, run: null, ...none },
    { action: 'connection_updated', by: byHand, connection, run: null, ...none },
    { action: 'run_opened', by: byRun, connection: null, run: RUN, ...none },
    {
      action: 'connection_imported',
      by: byRun,
      connection,
      run: RUN,
      fields: ['workflows.orders.parameters.limit'],
    },
    {
      action: 'connection_updated',
      by: byHand,
      connection,
      run: null,
      fields: [
        'scopes.store_v2_orders',
        'workflows.orders.parameters.limit',
        'scopes.store_v2_products',
        'protect',
        'access_token',
      ],
    },
    {
      action: 'connection_updated',
      by: byRun,
      connection,
      run: RUN,
      fields: ['scopes.store_v2_products', 'protect', 'scopes.store_v2_orders', 'access_token'],
    },
    { action: 'connection_replaced', by: byRun, connection, run: RUN, fields: ['store_hash'] },
    { action: 'connection_moved', by: byHand, connection, to: 'acme', run: null, ...none },
    { action: 'connection_moved', by: byRun, connection: 'acme', to: connection, run: RUN, ...none },
    { action: 'connection_forgotten', by: byRun, connection, run: RUN, ...none },
    { action: 'connection_deleted', by: byHand, connection, run: null, ...none },
    { action: 'run_closed', by: byRun, connection: null, run: RUN, ...none },
  ]);
  const positions = entries.map(({ position }: { position: number }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test('what is refused, repeated or no write leaves none', async () => {
  await acme.lock();
  await acme.lock();
  const open = { body: { id: RUN, mode: 'apply', holder: HOLDER, planned: 1 } };
  const counts = { done: 1, failed: 0, not_started: 0 };
  const close = { body: { outcome: 'succeeded', counts } };
  for (const _ of [1, 2]) await acme.call('POST', '/runs', open);
  for (const _ of [1, 2]) await acme.create('acme-us', { headers: asNew(RUN) });
  await acme.create('acme-us');
  for (const _ of [1, 2]) await acme.call('PATCH', `/runs/${RUN}`, close);
  await acme.call('PATCH', `/runs/${RUN}`, { body: { outcome: 'failed', counts } });
  await acme.call('DELETE', '/connections/acme-us', { headers: match(999) });
  await acme.call('DELETE', `/lock?run=${RUN}`);
  await acme.call('GET', '/connections');
  expect((await acme.audit()).map(({ action }: { action: string }) => action)).toEqual([
    'run_opened',
    'connection_created',
    'run_closed',
  ]);
});

test('a write whose entry cannot be saved does not happen', async () => {
  const [spoil, mend] = {
    sqlite: [
      `CREATE TRIGGER spoilt BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'spoilt'); END`,
      'DROP TRIGGER spoilt',
    ] as const,
    postgres: [
      'ALTER TABLE audit ADD CONSTRAINT spoilt CHECK (FALSE)',
      'ALTER TABLE audit DROP CONSTRAINT spoilt',
    ] as const,
  }[acme.database.kind];
  await acme.database.execute(spoil);
  expect((await acme.create()).status).toBe(500);
  expect((await acme.get()).status).toBe(404);
  await acme.database.execute(mend);
  expect((await acme.create()).status).toBe(201);
  expect(await acme.audit()).toHaveLength(1);
});

test('the trail is read newest first, a page at a time, all of it or one kind', async () => {
  for (const name of ['a', 'b', 'c']) {
    const { revision } = (await acme.create(name)).json;
    await acme.call('DELETE', `/connections/${name}`, { headers: match(revision) });
  }
  const walk = async (query: string) => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path: string = `/audit?limit=2${query}${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { json } = await acme.call('GET', path, { token: acme.tokens.read });
      seen.push(
        ...json.entries.map(
          (entry: { action: string; connection: string }) => `${entry.action} ${entry.connection}`,
        ),
      );
      cursor = json.next_cursor;
    }
    return seen;
  };
  const deleted = ['c', 'b', 'a'].map((name) => `connection_deleted ${name}`);
  expect(await walk('&action=connection_deleted')).toEqual(deleted);
  expect(await walk('')).toEqual(
    ['c', 'b', 'a'].flatMap((name) => [`connection_deleted ${name}`, `connection_created ${name}`]),
  );
  expect(await walk('&action=run_opened')).toEqual([]);
  expect((await acme.call('GET', '/audit?action=nothing')).status).toBe(400);
  const runs = (await acme.call('GET', '/runs')).json;
  expect(runs.next_cursor).toBeNull();
  const { next_cursor } = (await acme.call('GET', '/connections?limit=1')).json;
  expect(next_cursor).toBeNull();
  expect((await acme.call('GET', '/audit?cursor=WyJuYW1lIiwiYSJd')).status).toBe(400);
  expect((await acme.call('GET', '/audit?cursor=WyJhdWRpdCIsIngiXQ')).status).toBe(400);
  const foreign = await acme.call('GET', '/v1/workspaces/other/audit', { token: acme.tokens.foreign });
  expect(foreign.json.entries).toEqual([]);
});

test('the database itself neither changes nor deletes an entry', async () => {
  await acme.create();
  await expect(acme.database.execute(`UPDATE audit SET action = 'run_closed'`)).rejects.toThrow(
    'never changes',
  );
  await expect(acme.database.execute('DELETE FROM audit')).rejects.toThrow('never deleted');
  expect(await acme.audit()).toHaveLength(1);
});

test('no entry holds a secret', async () => {
  const { revision } = (await acme.create()).json;
  const body = { config: config(), secrets: { access_token: OTHER_SECRET } };
  await acme.call('PUT', '/connections/acme-us', { body, headers: match(revision) });
  const { text, json } = await acme.call('GET', '/audit');
  expect(json.entries[0].fields).toEqual(['access_token']);
  for (const secret of [SECRET, OTHER_SECRET]) expect(text).not.toContain(secret);
});
