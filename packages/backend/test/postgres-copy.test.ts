// An embedded database is taken over to PostgreSQL, whole.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { buildServer } from '../src/http/server.ts';
import { prepareKeys } from '../src/secrets/prepare-keys.ts';
import { SecretBox } from '../src/secrets/secret-box.ts';
import { verifySecrets } from '../src/secrets/verify-secrets.ts';
import { copyToPostgres, tablesOf } from '../src/store/copy-to-postgres.ts';
import { postgresStore } from '../src/store/postgres/postgres-store.ts';
import { sqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { newToken } from '../src/tokens/token.ts';
import { config, HOLDER, RUN } from './workspace.ts';

const url = inject('postgresUrl') ?? '';
const now = new Date('2026-01-01T00:00:00Z');
const box = new SecretBox(Buffer.alloc(32, 7));
const { token, stored } = newToken({ workspace: 'acme', role: 'admin', name: 'ci' }, now);
let dataDir: string;
let path: string;
let schema: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'flowlink-'));
  path = join(dataDir, 'flowlink.db');
  schema = `test_${randomBytes(8).toString('hex')}`;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function asking(store: Store) {
  const app = buildServer({ store, box, now: () => now });
  return async (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    resource: string,
    { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
  ) => {
    const response = await app.inject({
      method,
      url: `/v1/workspaces/${resource}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body ? { payload: body } : {}),
    });
    return { status: response.statusCode, json: response.body === '' ? undefined : response.json() };
  };
}

const lists = ['acme/connections', 'acme/runs', 'acme/audit', 'acme/lock'];
const asNew = { 'if-none-match': '*' };
const written = (secret: string) => ({ config: config(), secrets: { access_token: secret } });

async function fill(store: Store): Promise<Record<string, unknown>> {
  await prepareKeys(store, box, now);
  await store.transaction('acme', (tx) => tx.saveToken(stored));
  const ask = asking(store);
  // More than one statement takes, and names that locales would put in another order.
  for (let index = 0; index < 205; index++) {
    const name = `${index % 2 ? 'a-' : 'a'}${index}`;
    await ask('PUT', `acme/connections/${name}`, { body: written(`secret ${index}`), headers: asNew });
  }
  await ask('PUT', 'acme/lock', { body: { run: RUN, holder: HOLDER, lease_seconds: 60 } });
  await ask('POST', 'acme/runs', { body: { id: RUN, holder: HOLDER, command: 'apply', changes: [] } });
  await ask('DELETE', 'acme/connections/a0', { headers: { 'if-match': '"1"', 'flowlink-run': RUN } });
  // The last position is that of a denial.
  await ask('GET', 'other/connections');
  return answers(store);
}

async function answers(store: Store): Promise<Record<string, unknown>> {
  const ask = asking(store);
  const all = await Promise.all(lists.map(async (list) => [list, (await ask('GET', list)).json]));
  const trail = await store.trail({ after: 0, until: await store.trailEnd() }, 1000);
  return { ...Object.fromEntries(all), trail, tokens: await store.tokens() };
}

test('everything is there, every secret opens, and numbers go on where they were', async () => {
  const source = sqliteStore(dataDir);
  const before = await fill(source);
  await source.close();
  const counts = await copyToPostgres(path, url, schema);
  expect(counts).toMatchObject({
    connections: 204,
    secrets: 204,
    traces: 1,
    data_keys: 1,
    tokens: 1,
    denials: 1,
  });
  const store = await postgresStore(url, schema);
  expect(await answers(store)).toEqual(before);
  await prepareKeys(store, box, now);
  expect(await verifySecrets(store.keys, box)).toEqual({ intact: 204, broken: [] });
  const last = await store.trailEnd();
  const ask = asking(store);
  const { json } = await ask('PUT', 'acme/connections/new', { body: written('secret'), headers: asNew });
  expect(json.revision).toBe(206);
  expect(await store.trailEnd()).toBe(last + 1);
  const again = copyToPostgres(path, url, schema);
  await expect(again).rejects.toThrow('is not empty');
  await store.close();
});

test('a database that somebody has open is not copied, and while it is copied nobody opens it', async () => {
  const source = sqliteStore(dataDir);
  await fill(source);
  await expect(copyToPostgres(path, url, schema)).rejects.toThrow('is in use');
  await source.close();
  const copying = copyToPostgres(path, url, schema);
  expect(() => new DatabaseSync(path).exec('SELECT * FROM tokens')).toThrow('database is locked');
  expect(await copying).toMatchObject({ tokens: 1 });
});

test('what fails in the middle leaves nothing behind', async () => {
  const source = sqliteStore(dataDir);
  await fill(source);
  await source.close();
  const database = new DatabaseSync(path);
  // PostgreSQL has no NUL in texts, so the row of the table that comes last is refused.
  database.exec(`UPDATE secrets SET salt = char(0)`);
  database.close();
  await expect(copyToPostgres(path, url, schema)).rejects.toThrow();
  const store = await postgresStore(url, schema);
  expect(await store.tokens()).toEqual([]);
  expect(await store.trailEnd()).toBe(0);
  await store.close();
});

test('both databases have the same tables with the same columns', async () => {
  await sqliteStore(dataDir).close();
  const database = new DatabaseSync(path);
  const embedded = tablesOf(database).flatMap((table) =>
    (database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(
      ({ name }) => `${table}.${name}`,
    ),
  );
  database.close();
  await (await postgresStore(url, schema)).close();
  const sql = postgres(url, { max: 1 });
  const columns = await sql<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = ${schema} AND table_name <> 'migrations'`;
  await sql.end();
  expect(columns.map(({ name }) => name).sort()).toEqual(embedded.sort());
});
