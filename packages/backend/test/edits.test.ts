// Direct edits of managed connections: which fields differ from the last apply, since when and by whom.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { config, match, OTHER_SECRET, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;
/** The connection as it was applied. */
let applied: Awaited<ReturnType<Workspace['apply']>>;

beforeEach(async () => {
  acme = await Workspace.open();
  await acme.lock(RUN, { seconds: 600 });
  applied = await acme.apply();
});
afterEach(() => acme.close());

/** A direct edit a minute after the last one. */
async function edit(revision: number, body: object, user = 'kim', query = '') {
  acme.wait(60);
  const headers = { ...match(revision), 'flowlink-user': user };
  return (await acme.call('PUT', `/connections/acme-us${query}`, { body, headers })).json;
}
const put = async (revision: number, body: object) =>
  (await acme.call('PUT', '/connections/acme-us', { body, headers: match(revision, RUN) })).json;
const move = async (from: string, to: string, revision: number, run?: string) => {
  const headers = { ...match(revision, run), 'flowlink-user': 'kim' };
  return (await acme.call('POST', `/connections/${from}/move`, { body: { to }, headers })).json;
};
const at = (minute: number, user = 'kim') => ({
  at: `2026-01-01T00:0${minute}:00.000Z`,
  by: { token: 'write-token', user },
});

test('each changed field has who changed it last and when; what is as applied again has nothing', async () => {
  expect(applied.edits).toEqual([]);
  const first = await edit(applied.revision, { config: config({ client_id: 'a', protect: true }) });
  expect(first).toMatchObject({
    managed: true,
    applied: config(),
    applied_run: RUN,
    applied_name: 'acme-us',
  });
  expect(first.edits).toEqual([
    { path: ['client_id'], ...at(1) },
    { path: ['protect'], ...at(1) },
  ]);
  const second = await edit(first.revision, { config: config({ client_id: 'b', protect: true }) }, 'lee');
  expect(second.edits).toEqual([
    { path: ['client_id'], ...at(2, 'lee') },
    { path: ['protect'], ...at(1) },
  ]);
  const third = await edit(second.revision, { config: config({ protect: true, scopes: [] }) });
  expect(third.edits).toEqual([
    { path: ['scopes', 'store_v2_orders'], ...at(3) },
    { path: ['protect'], ...at(1) },
  ]);
  expect((await edit(third.revision, { config: config({ protect: false }) })).edits).toEqual([]);
});

test('a removed workflow is edited in each of its fields', async () => {
  const removed = await edit(applied.revision, { config: config({ workflows: {} }) });
  expect(removed.edits.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
    'workflows.orders.action',
    'workflows.orders.parameters.min_date_modified',
  ]);
});

test('a value that the connector advances is no edit, whoever changes it', async () => {
  const orders = (min: string, more = {}) => ({
    orders: { action: 'get_orders' as const, parameters: { min_date_modified: min, ...more } },
  });
  await acme.advance((before) => ({ ...before, workflows: orders('2026-03-03') }));
  const first = await edit(applied.revision, { config: config({ workflows: orders('2026-02-02') }) });
  expect(first.config.workflows).toEqual(orders('2026-02-02'));
  expect(first.edits).toEqual([]);
  const second = await edit(first.revision, {
    config: config({ workflows: orders('2026-01-01', { limit: 5 }) }),
  });
  expect(second.config.workflows).toEqual(orders('2026-02-02', { limit: 5 }));
  expect(second.edits).toEqual([{ path: ['workflows', 'orders', 'parameters', 'limit'], ...at(2) }]);
});

test('a secret is edited as long as its value is not the one that was applied', async () => {
  const send = (revision: number, access_token?: string) =>
    edit(revision, { config: config(), ...(access_token ? { secrets: { access_token } } : {}) });
  const entry = (minute: number) => [{ path: ['access_token'], ...at(minute) }];
  const same = await send(applied.revision, SECRET);
  expect(same.edits).toEqual([]);
  expect(same.secrets.access_token.applied).toEqual(applied.secrets.access_token.applied);
  const other = await send(same.revision, OTHER_SECRET);
  expect(other.edits).toEqual(entry(2));
  expect(other.secrets.access_token.applied).toEqual(applied.secrets.access_token.applied);
  const unsent = await send(other.revision);
  expect(unsent.edits).toEqual(entry(2));
  const again = await send(unsent.revision, OTHER_SECRET);
  expect(again.edits).toEqual(entry(2));
  const third = await send(again.revision, 'yet another');
  expect(third.edits).toEqual(entry(5));
  expect((await send(third.revision, SECRET)).edits).toEqual([]);
});

test("a run's write applies everything, the secret that it does not send included", async () => {
  const body = { config: config({ client_id: 'a' }), secrets: { access_token: OTHER_SECRET } };
  const edited = await edit(applied.revision, body);
  const moved = await move('acme-us', 'acme', edited.revision);
  expect(moved.edits).toHaveLength(3);
  const back = await move('acme', 'acme-us', moved.revision);
  expect(back.edits).toHaveLength(2);
  const after = await put(back.revision, { config: config() });
  const { salt, fingerprint } = edited.secrets.access_token;
  expect(after).toMatchObject({ edits: [], config: config() });
  expect(after.secrets.access_token).toMatchObject({ salt, fingerprint, applied: { salt, fingerprint } });
  const sent = await edit(after.revision, { config: config(), secrets: { access_token: SECRET } });
  expect(sent.edits).toHaveLength(1);
});

test('a rename by hand is an edit of the name, until it is undone or a run renames', async () => {
  const edited = await edit(applied.revision, { config: config({ client_id: 'a' }) });
  const client = { path: ['client_id'], ...at(1) };
  const name = { path: ['name'], ...at(1) };
  const moved = await move('acme-us', 'acme', edited.revision);
  expect(moved).toMatchObject({ name: 'acme', applied_name: 'acme-us', edits: [client, name] });
  const further = await move('acme', 'acme-usa', moved.revision);
  expect(further).toMatchObject({ applied_name: 'acme-us', edits: [client, name] });
  const back = await move('acme-usa', 'acme-us', further.revision);
  expect(back).toMatchObject({ applied_name: 'acme-us', edits: [client] });
  const again = await move('acme-us', 'acme', back.revision);
  const byRun = await move('acme', 'acme-eu', again.revision, RUN);
  expect(byRun).toMatchObject({ name: 'acme-eu', applied_name: 'acme-eu', edits: [client] });
});

test('a write under the new name leaves the rename an edit', async () => {
  const moved = await move('acme-us', 'acme', applied.revision);
  const body = { config: config({ client_id: 'a' }) };
  const headers = match(moved.revision);
  const { json } = await acme.call('PUT', '/connections/acme', { body, headers });
  expect(json.edits.map(({ path }: { path: string[] }) => path)).toEqual([['client_id'], ['name']]);
  const run = await acme.call('PUT', '/connections/acme', { body, headers: match(json.revision, RUN) });
  expect(run.json).toMatchObject({ edits: [], applied_name: 'acme' });
});

test('another store put under the name by hand is another connection, and not managed', async () => {
  const body = { config: config({ store_hash: 'other' }), secrets: { access_token: SECRET } };
  const replaced = await edit(applied.revision, body, 'kim', '?replace=true');
  expect(replaced.id).not.toBe(applied.id);
  expect(replaced).toMatchObject({
    managed: false,
    applied: null,
    applied_name: null,
    applied_at: null,
    applied_run: null,
    edits: [],
    secrets: { access_token: { applied: null } },
  });
  expect((await acme.audit()).at(-1)).toMatchObject({ action: 'connection_replaced', run: null });
});

test('what is not managed has no edits', async () => {
  const first = (await acme.create('by-hand')).json;
  const body = { config: config({ client_id: 'a' }), secrets: { access_token: OTHER_SECRET } };
  const second = await acme.call('PUT', '/connections/by-hand', { body, headers: match(first.revision) });
  expect(second.json.edits).toEqual([]);
  expect((await move('by-hand', 'other', second.json.revision)).edits).toEqual([]);
  const moved = (await acme.get('other')).json;
  expect(await move('other', 'another', moved.revision, RUN)).toMatchObject({
    managed: false,
    applied_name: null,
  });
});
