// Databases of older versions open with all that is in them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifySecrets } from '../src/secrets/verify-secrets.ts';
import { migrations } from '../src/store/sqlite/migrations.ts';
import { sqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { config, match, OTHER_RUN, OTHER_SECRET, RUN, Workspace } from './workspace.ts';

const version = (number: number) =>
  readFileSync(fileURLToPath(new URL(`databases/version-${number}.sql`, import.meta.url)), 'utf8');
const version1 = version(1);
let acme: Workspace;
/** The tokens of the old database: ci may write, kim is an admin. */
const [ci, kim] = ['fl_version-1-ci-acme', 'fl_version-1-kim-acme'];

const run = (dataDir: string, sql: string) => {
  const database = new DatabaseSync(join(dataDir, 'flowlink.db'));
  database.exec(sql);
  database.close();
};

beforeEach(async () => {
  acme = await Workspace.open((dataDir) => run(dataDir, version1));
  acme.now = new Date('2026-01-01T00:05:00Z');
});
afterEach(() => acme.close());

const secretOf = async (name: string) => {
  const connection = await acme.store.transaction('acme', (tx) => tx.connection('acme', name));
  const secret = connection?.secrets.access_token;
  return (
    secret && acme.box.open(secret, { connection: connection.id, field: 'access_token' }, acme.store.keys)
  );
};

test('the released steps are as they were', () => {
  const structure = (sql: string) => {
    const database = new DatabaseSync(':memory:');
    database.exec(sql);
    return database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all();
  };
  expect(structure(migrations[0] ?? '')).toEqual(structure(version1));
  expect(structure(migrations.slice(0, 2).join(';'))).toEqual(structure(version(2)));
});

test('from the second version on, tokens can end and the trail goes on where it was', async () => {
  const second = await Workspace.open((dataDir) => run(dataDir, version(2)));
  const ended = { expires_at: null, revoked_at: null };
  expect(await second.store.token('tok_0000000000000001')).toMatchObject({
    name: 'ci',
    source: 'cli',
    ...ended,
  });
  await second.call('GET', '/lock', { token: 'fl_version-1-ci-other' });
  await second.create('acme-new-too');
  const trail = await second.store.trail({ after: 0, until: await second.store.trailEnd() }, 10);
  expect(trail.map(({ position, kind }) => [position, kind])).toEqual([
    [1, 'write'],
    [2, 'write'],
    [3, 'denial'],
    [4, 'write'],
  ]);
  expect((await second.get('acme-eu')).json.config.client_id).toBe('by-hand');
  await second.close();
});

test('connections are all there, what was applied filled in where they are managed', async () => {
  const { connections } = (await acme.call('GET', '/connections', { token: ci })).json;
  const names = connections.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['acme-by-hand', 'acme-eu', 'acme-new', 'acme-us']);
  const running = {
    orders: { action: 'get_orders' as const, parameters: { min_date_modified: '2026-06-06' } },
  };
  const [byHand, eu, moved, us] = connections;
  const unknown = { edits: [], verification: null };
  expect(byHand).toMatchObject({ managed: false, applied_name: null, applied: null, ...unknown });
  expect(eu).toMatchObject({
    config: { client_id: 'by-hand' },
    applied: config(),
    applied_name: 'acme-eu',
    ...unknown,
  });
  expect(moved).toMatchObject({ managed: true, applied_name: 'acme-new', applied_run: RUN, ...unknown });
  expect(us).toMatchObject({
    config: config({ workflows: running }),
    applied: config(),
    applied_name: 'acme-us',
  });

  for (const { name, managed, changed_at, secrets } of connections) {
    const { salt, fingerprint, set_at, applied } = secrets.access_token;
    expect(set_at, name).toBe(changed_at);
    expect(applied, name).toEqual(managed ? { salt, fingerprint } : null);
  }
  // Its secret is bound to the name of then, for it belongs to the connection and not to the name.
  expect(await secretOf('acme-new')).toBe('secret0of0acme-old');
  expect(await secretOf('acme-us')).toBe('secret0of0acme-us');
});

test('runs, traces, revisions and tokens are there', async () => {
  const { runs } = (await acme.call('GET', '/runs', { token: ci })).json;
  expect(runs.map(({ id, unlocked }: { id: string; unlocked: null }) => [id, unlocked])).toEqual([
    [OTHER_RUN, null],
    [RUN, null],
  ]);
  expect((await acme.store.tokens()).map(({ id }) => id)).toContain('tok_0000000000000002');
  expect(await acme.store.transaction('acme', (tx) => tx.trace('acme', 'acme-old'))).toMatchObject({
    run: RUN,
    movedTo: 'acme-new',
  });
  expect((await acme.create()).json).toMatchObject({ status: 412, revision: 1 });
  expect((await acme.create('one-more')).json.revision).toBe(8);
  expect((await acme.call('GET', '/audit', { token: kim })).json.entries).toHaveLength(1);
});

test('a run that is under way goes on: its lock is of the token that opened it', async () => {
  expect((await acme.call('GET', '/lock', { token: ci })).json.lock).toMatchObject({ run: OTHER_RUN });
  expect((await acme.lock(OTHER_RUN)).json.code).toBe('lock_held');
  expect((await acme.lock(OTHER_RUN, { token: ci })).status).toBe(200);
  const headers = match(1, OTHER_RUN);
  expect((await acme.call('DELETE', '/connections/acme-us', { headers, token: ci })).status).toBe(204);
});

test('a lock whose token cannot be told is nobody’s until it is over', async () => {
  const path = '/v1/workspaces/other/lock';
  const body = { run: RUN, holder: { user: 'kim', host: 'runner' }, lease_seconds: 60 };
  const take = async () => (await acme.call('PUT', path, { body, token: 'fl_version-1-ci-other' })).status;
  expect(await take()).toBe(423);
  acme.now = new Date('2026-01-01T00:14:00Z');
  expect(await take()).toBe(200);
});

test('edits of what was edited before are told from now on', async () => {
  const body = {
    config: config({ client_id: 'by-hand', protect: true }),
    secrets: { access_token: OTHER_SECRET },
  };
  const { json } = await acme.call('PUT', '/connections/acme-eu', { body, headers: match(7), token: kim });
  expect(json.edits.map(({ path }: { path: string[] }) => path)).toEqual([['protect'], ['access_token']]);
});

test('a program from before there were data keys that goes on beside a newer one fails, and no secret is lost', async () => {
  const left = await Workspace.open((dataDir) => run(dataDir, version(2)));
  const database = new DatabaseSync(join(left.dataDir, 'flowlink.db'));
  expect(() =>
    database.prepare(
      `INSERT OR REPLACE INTO secrets
         (connection, field, salt, fingerprint, ciphertext, set_at, applied_salt, applied_fingerprint)
       VALUES (:connection, :field, :salt, :fingerprint, :ciphertext, :set_at, :applied_salt, :applied_fingerprint)`,
    ),
  ).toThrow('no column named ciphertext');
  database.close();
  expect((await verifySecrets(left.store.keys, left.box)).broken).toEqual([]);
  await left.close();
});

test('opening it again changes nothing, and a newer database is refused', async () => {
  const before = (await acme.call('GET', '/connections')).json;
  await sqliteStore(acme.dataDir).close();
  expect((await acme.call('GET', '/connections')).json).toEqual(before);
  run(acme.dataDir, `PRAGMA user_version = ${migrations.length + 1}`);
  expect(() => sqliteStore(acme.dataDir)).toThrow('newer version');
});
