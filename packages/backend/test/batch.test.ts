// Writes that a run makes together: each is what it would be alone.
import type { BatchedWrite } from '@flowlink/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asNew, config, match, OTHER_RUN, OTHER_SECRET, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
  await acme.lock();
});
afterEach(() => acme.close());

const created = (name: string, more: Partial<BatchedWrite> = {}): BatchedWrite => ({
  name,
  revision: null,
  write: { config: config(), secrets: { access_token: SECRET } },
  ...more,
});
const send = (writes: readonly unknown[], run = RUN) =>
  acme.call('POST', '/batch', { body: { writes }, headers: { 'flowlink-run': run } });
/** The name of each connection that was written, the code of each problem. */
const told = (json: { outcomes: { connection?: { name: string }; problem?: { code: string } }[] }) =>
  json.outcomes.map(({ connection, problem }) => connection?.name ?? problem?.code);

test('each makes the connection that a write by itself makes', async () => {
  const { status, json } = await send([created('a'), created('b')]);
  expect(status).toBe(200);
  expect(told(json)).toEqual(['a', 'b']);
  const [a, b] = json.outcomes.map(({ connection }: { connection: object }) => connection);
  expect((await acme.get('a')).json).toEqual(a);
  const alone = (await acme.create('c', { headers: asNew(RUN) })).json;
  const { id, revision, secrets, ...rest } = alone;
  expect({ ...b, name: 'c', applied_name: 'c' }).toMatchObject(rest);
  expect(a.revision < b.revision && b.revision < revision).toBe(true);
  expect([...new Set([a.id, b.id, id])]).toHaveLength(3);
  expect(secrets.access_token.salt).not.toBe(a.secrets.access_token.salt);
  const trail = await acme.audit();
  expect(
    trail.map(({ action, connection, run }: Record<string, string>) => [action, connection, run]),
  ).toEqual(['a', 'b', 'c'].map((name) => ['connection_created', name, RUN]));
});

test('what is refused keeps none of the others from being written', async () => {
  const before = await acme.apply('there');
  const writes = [
    created('a'),
    created('there', {
      write: { config: config({ client_id: 'other' }), secrets: { access_token: SECRET } },
    }),
    created('b', { write: { config: { ...config(), colour: 'blue' } } as never }),
    created('c', { write: { config: config() } }),
    { ...created('there'), revision: before.revision, write: { config: config({ client_id: 'new' }) } },
    { ...created('there'), revision: before.revision },
    created('d'),
  ];
  const { json } = await send(writes);
  expect(told(json)).toEqual([
    'a',
    'precondition_failed',
    'invalid_request',
    'secret_required',
    'there',
    'precondition_failed',
    'd',
  ]);
  expect(json.outcomes[1].problem).toMatchObject({ status: 412, revision: before.revision });
  expect(json.outcomes[2].problem.errors).toContainEqual(expect.objectContaining({ pointer: '/config' }));
  const names = (await acme.call('GET', '/connections')).json.connections.map(
    ({ name }: { name: string }) => name,
  );
  expect(names).toEqual(['a', 'd', 'there']);
  expect((await acme.get('there')).json).toMatchObject({ config: { client_id: 'new' }, applied_run: RUN });
});

test('replaces, imports and rotates like a write by itself', async () => {
  const applied = await acme.apply('applied');
  const byHand = (await acme.create('by-hand')).json;
  const other = { config: config({ store_hash: 'other' }), secrets: { access_token: OTHER_SECRET } };
  const { json } = await send([
    created('applied', { revision: applied.revision, write: other as never }),
    created('applied', { revision: applied.revision, write: other as never, replace: true }),
    created('by-hand', { revision: byHand.revision, write: { config: config() } as never }),
  ]);
  expect(told(json)).toEqual(['immutable_field', 'applied', 'by-hand']);
  const replaced = json.outcomes[1].connection;
  expect(replaced.id).not.toBe(applied.id);
  expect(replaced.config.store_hash).toBe('other');
  expect(json.outcomes[2].connection).toMatchObject({ id: byHand.id, managed: true, applied_run: RUN });
  expect((await acme.audit()).slice(-2).map(({ action }: { action: string }) => action)).toEqual([
    'connection_replaced',
    'connection_imported',
  ]);
});

test('repeated after a lost answer it writes nothing again, even if some are new', async () => {
  const first = (await send([created('a'), created('b')])).json;
  const again = (await send([created('a'), created('b'), created('c')])).json;
  expect(again.outcomes.slice(0, 2)).toEqual(first.outcomes);
  expect(told(again)).toEqual(['a', 'b', 'c']);
  expect(
    (await acme.audit()).filter(({ action }: { action: string }) => action === 'connection_created'),
  ).toHaveLength(3);
});

test('needs the lock of its run', async () => {
  const { status, json } = await send([created('a'), created('b')], OTHER_RUN);
  expect(status).toBe(200);
  expect(told(json)).toEqual(['lock_held', 'lock_held']);
  expect(json.outcomes[0].problem).toMatchObject({ status: 423, lock: { run: RUN } });
  const noRun = await acme.call('POST', '/batch', { body: { writes: [created('a')] } });
  expect(noRun.json).toMatchObject({ code: 'invalid_request' });
  expect((await acme.get('a')).status).toBe(404);
});

test.for<[string, unknown]>([
  ['no writes', {}],
  ['more than a hundred', { writes: Array.from({ length: 101 }, (_, index) => created(`c${index}`)) }],
  ['no revision', { writes: [{ name: 'a', write: {} }] }],
  ['a name that is none', { writes: [created('Not A Name')] }],
  ['something more', { writes: [], more: 1 }],
])('with %s it is refused as a whole', async ([, body]) => {
  const { json } = await acme.call('POST', '/batch', { body, headers: { 'flowlink-run': RUN } });
  expect(json).toMatchObject({ status: 400, code: 'invalid_request' });
});

test('a database that fails takes all of it back', async () => {
  const { store } = acme;
  const transaction = store.transaction.bind(store);
  let saved = 0;
  store.transaction = (workspace, work) =>
    transaction(workspace, (tx) =>
      work(
        new Proxy(tx, {
          get(target, key) {
            const own = Reflect.get(target, key);
            if (key === 'saveWrite' && ++saved === 2) throw new Error('the disk is gone');
            return typeof own === 'function' ? own.bind(target) : own;
          },
        }),
      ),
    );
  expect((await send([created('a'), created('b')])).json).toMatchObject({ status: 500, code: 'internal' });
  store.transaction = transaction;
  expect((await acme.get('a')).status).toBe(404);
  expect(told((await send([created('a'), created('b')])).json)).toEqual(['a', 'b']);
});

test('no secret is in an answer or in the log', async () => {
  const { text } = await send([
    created('a'),
    created('b', {
      write: { config: { ...config(), access_token: SECRET }, secrets: { access_token: 7 } } as never,
    }),
  ]);
  expect(text).not.toContain(SECRET);
  expect(acme.log).not.toContain(SECRET);
});

test('a direct edit afterwards is seen as one', async () => {
  await send([created('a'), created('b')]);
  const { revision } = (await acme.get('b')).json;
  const body = { config: config({ client_id: 'by hand' }) };
  await acme.call('PUT', '/connections/b', { body, headers: match(revision) });
  expect((await acme.get('b')).json.edits).toHaveLength(1);
});
