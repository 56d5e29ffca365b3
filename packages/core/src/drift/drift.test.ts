// Who is ahead, for everything that can happen on either side.
import type { AuditEntry, Connection } from '@flowlink/schema';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planOf } from '../../test/projects.ts';
import { computeDrift, type DriftedConnection, hasDrift } from './drift.ts';

const variables = { A_ACCESS_TOKEN: 'token-a', B_ACCESS_TOKEN: 'token-b' };
const flows = [
  'workflows:',
  '  orders: { action: get_orders, parameters: { min_date_modified: 2026-01-01, limit: 50 } }',
  '  stock: { action: set_inventory }',
];
const byJo = { at: '2026-02-02T08:30:00Z', by: { token: 'ui', user: 'jo' } };
let backend: MemoryBackend;

const desired = (names = ['a', 'b'], change = (yaml: string) => yaml) => {
  const blocks = names.map((name) => connectionYaml(name, flows)).join('');
  return desiredFrom({ 'flowlink.yaml': change(`connections:\n${blocks || '  {}\n'}`) }, variables);
};

async function drift(
  wanted: Awaited<ReturnType<typeof desired>>,
  {
    deletions = [],
    names = [],
    moved = [],
  }: {
    deletions?: AuditEntry[];
    names?: string[];
    moved?: { from: string; to: string }[];
  } = {},
) {
  const place = { file: 'flowlink.yaml', range: { start: 0, end: 0 } };
  return computeDrift({
    workspace: 'acme',
    backendUrl: 'https://flowlink.example.com',
    desired: wanted,
    transitions: { moved: moved.map((move) => ({ ...move, place })), removed: [], imports: [] },
    remote: backend.connections,
    deletions,
    names,
  }).drift;
}

const fieldsOf = (connection: DriftedConnection | undefined) =>
  connection?.fields.map(({ path, direction, before, after }) => [path.join('.'), direction, before, after]);

/** Records who did it, as the real backend does. */
function editByHand(name: string, path: string[], change: Parameters<MemoryBackend['edit']>[1]) {
  backend.edit(name, change);
  const connection = backend.connections.get(name) as Connection;
  backend.connections.set(name, { ...connection, edits: [{ path: path as [string], ...byJo }] });
}

beforeEach(async () => {
  backend = memoryBackend();
  await applied(planOf(await desired(), backend), backend, variables);
});

test('nothing', async () => {
  const none = await drift(await desired());
  expect(none).toMatchObject({ connections: [], compared: 2 });
  expect(hasDrift(none)).toBe(false);
});

test('the backend is ahead, and who did it', async () => {
  editByHand('a', ['client_id'], (config) => ({ ...config, client_id: 'edited' }));
  const found = await drift(await desired());
  expect(hasDrift(found)).toBe(true);
  expect(found.connections).toMatchObject([{ name: 'a', status: 'differs', isDrift: true }]);
  expect(fieldsOf(found.connections[0])).toEqual([
    ['client_id', 'backend', 'edited', '0client0id0of0a0test0account000'],
  ]);
  expect(found.connections[0]?.fields[0]?.edited).toEqual(byJo);
});

test('the configuration is ahead, which is no drift', async () => {
  const found = await drift(await desired(['a', 'b'], (yaml) => yaml.replace('limit: 50', 'limit: 60')));
  expect(hasDrift(found)).toBe(false);
  expect(fieldsOf(found.connections[0])).toEqual([['workflows.orders.parameters.limit', 'config', 50, 60]]);
  expect(found.connections[0]?.fields[0]).not.toHaveProperty('edited');
});

test('both are ahead', async () => {
  editByHand('a', ['workflows', 'orders', 'parameters', 'limit'], (config) => ({
    ...config,
    workflows: { ...config.workflows, orders: { action: 'get_orders', parameters: { limit: 70 } } },
  }));
  const found = await drift(await desired(['a', 'b'], (yaml) => yaml.replace('limit: 50', 'limit: 60')));
  expect(fieldsOf(found.connections[0])).toEqual([['workflows.orders.parameters.limit', 'conflict', 70, 60]]);
  const agreed = await drift(await desired(['a', 'b'], (yaml) => yaml.replace('limit: 50', 'limit: 70')));
  expect(agreed.connections).toEqual([]);
});

test('what the running connector advances is never drift, not even in a workflow that nobody declared', async () => {
  backend.edit('a', (config) => ({
    ...config,
    workflows: {
      ...config.workflows,
      orders: { action: 'get_orders', parameters: { limit: 50, min_date_modified: '2026-09-09' } },
      more: { action: 'get_orders', parameters: { min_date_modified: '2026-09-09' } },
    },
  }));
  const found = await drift(await desired());
  expect(fieldsOf(found.connections[0])).toEqual([
    ['workflows.more.action', 'backend', 'get_orders', undefined],
  ]);
  const removed = await drift(await desired(['a', 'b'], (yaml) => yaml.replaceAll(/ {6}orders: .*\n/g, '')));
  const directions = removed.connections[0]?.fields.map(({ path, direction }) => [path.at(-1), direction]);
  expect(directions).toContainEqual(['min_date_modified', 'config']);
});

test('a secret that somebody else set is drift, one that we rotated is not', async () => {
  const connection = backend.connections.get('a') as Connection;
  const other = backend.connections.get('b')?.secrets.access_token;
  const token = connection.secrets.access_token;
  if (!token || !other) throw new Error('no tokens');
  const edited = { ...other, applied: { salt: token.salt, fingerprint: token.fingerprint } };
  const edits: Connection['edits'] = [{ path: ['access_token'], ...byJo }];
  backend.connections.set('a', { ...connection, secrets: { access_token: edited }, edits });
  const found = await drift(await desired());
  expect(fieldsOf(found.connections[0])).toEqual([['access_token', 'backend', undefined, undefined]]);

  const rotated = { ...variables, A_ACCESS_TOKEN: 'new', B_ACCESS_TOKEN: 'new' };
  const blocks = ['a', 'b'].map((name) => connectionYaml(name, flows)).join('');
  const both = await drift(await desiredFrom({ 'flowlink.yaml': `connections:\n${blocks}` }, rotated));
  expect(both.connections.map(({ isDrift, fields }) => [isDrift, fields[0]?.direction])).toEqual([
    [true, 'conflict'],
    [false, 'config'],
  ]);

  // Whoever enters the value that was applied again changes the salt and nothing else.
  backend.connections.set('a', { ...connection, secrets: { access_token: edited }, edits: [] });
  const same = await drift(await desiredFrom({ 'flowlink.yaml': `connections:\n${blocks}` }, rotated));
  expect(same.connections.map(({ isDrift }) => isDrift)).toEqual([false, false]);
});

test('renamed on the backend, or by the configuration', async () => {
  const connection = backend.connections.get('a') as Connection;
  backend.connections.delete('a');
  backend.connections.set('z', { ...connection, name: 'z', edits: [{ path: ['name'], ...byJo }] });
  const found = await drift(await desired());
  expect(found.connections).toMatchObject([
    { name: 'a', isDrift: true, renamedTo: { name: 'z', edited: byJo }, fields: [] },
  ]);
  backend.connections.set('z', { ...connection, name: 'z', applied_name: 'z' });
  const moved = await drift(await desired(), { moved: [{ from: 'z', to: 'a' }] });
  expect(moved.connections).toMatchObject([{ name: 'a', isDrift: false, renamedFrom: 'z' }]);
});

test('deleted by hand is drift, deleted by a run or never applied is not', async () => {
  backend.connections.delete('a');
  const entry = (run: string | null): AuditEntry => ({
    position: 1,
    action: 'connection_deleted',
    connection: 'a',
    run,
    fields: [],
    ...byJo,
  });
  const deletedBy = async (...runs: (string | null)[]) =>
    (await drift(await desired(), { deletions: runs.map(entry) })).connections[0];
  expect(await deletedBy(null)).toMatchObject({ status: 'absent', isDrift: true, deleted: byJo });
  expect(await deletedBy('run_0000000000000001', null)).toMatchObject({ status: 'absent', isDrift: false });
  expect(await deletedBy()).toMatchObject({ status: 'absent', isDrift: false });
});

test('no longer declared, made by hand, and not asked for', async () => {
  backend.connections.set('c', {
    ...(backend.connections.get('a') as Connection),
    name: 'c',
    managed: false,
  });
  const found = await drift(await desired(['b']));
  expect(found.connections).toMatchObject([{ name: 'a', status: 'undeclared', isDrift: false, fields: [] }]);
  expect((await drift(await desired(['b']), { names: ['b'] })).connections).toEqual([]);
  const byHand = backend.connections.get('b') as Connection;
  backend.connections.set('b', { ...byHand, managed: false, applied: null, applied_name: null });
  expect((await drift(await desired(['b']))).connections).toMatchObject([
    { name: 'a', status: 'undeclared' },
    { name: 'b', status: 'unmanaged', isDrift: false },
  ]);
});
