// Connections to PostgreSQL that are lost in the middle of a transaction cost that transaction, and nothing else.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { postgresStore } from '../src/store/postgres/postgres-store.ts';
import type { Store } from '../src/store/store.ts';
import { isUnavailable } from '../src/store/unavailable.ts';

/** As many as one instance has connections. */
const workspaces = Array.from({ length: 10 }, (_, index) => `w${index}`);

const WAIT = { timeout: 5_000 };

let store: Store;
let admin: postgres.Sql;

beforeAll(async () => {
  const server = new URL(inject('postgresUrl') ?? '');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const sql = postgres(server.href, { max: 1 });
  await sql`CREATE DATABASE ${sql(name)}`;
  await sql.end();
  const url = new URL(`/${name}`, server).href;
  admin = postgres(url, { max: 1 });
  store = await postgresStore(url);
});

afterAll(async () => {
  await store.close();
  await admin.end();
});

test('the instance goes on, with every connection, and nothing of the transactions is left', async () => {
  for (let round = 1; round <= 8; round++) {
    const working = workspaces.map((workspace) =>
      store
        .transaction(workspace, async (tx) => {
          for (;;) await tx.nextRevision(workspace);
        })
        .catch((error: Error) => error),
    );
    await vi.waitUntil(async () => {
      const [row] = await admin<{ count: number }[]>`
        SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%INSERT INTO revisions%' AND pid <> pg_backend_pid()`;
      return row?.count === workspaces.length;
    }, WAIT);
    await admin`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    for (const error of await Promise.all(working)) expect(isUnavailable(error), error.stack).toBe(true);
    const revisions = workspaces.map((workspace) =>
      // A connection may repeat the bad news once.
      vi.waitFor(() => store.transaction(workspace, (tx) => tx.nextRevision(workspace)), WAIT),
    );
    expect(await Promise.all(revisions)).toEqual(workspaces.map(() => round));
  }
});

test('what waits for its workspace, its first statements on their way, is lost likewise', async () => {
  for (let round = 1; round <= 4; round++) {
    const working = workspaces.map(() =>
      store
        .transaction('one', async (tx) => {
          for (;;) await Promise.all([tx.lock('one'), tx.nextRevision('one'), tx.connection('one', 'a')]);
        })
        .catch((error: Error) => error),
    );
    await vi.waitUntil(async () => {
      const [row] = await admin<{ count: number }[]>`
        SELECT count(*)::int FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted AND database =
          (SELECT oid FROM pg_database WHERE datname = current_database())`;
      return row?.count === workspaces.length - 1;
    }, WAIT);
    await admin`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    for (const error of await Promise.all(working)) expect(isUnavailable(error), error.stack).toBe(true);
    await Promise.all(
      workspaces.map((workspace) =>
        vi.waitFor(() => store.transaction(workspace, (tx) => tx.lock(workspace)), WAIT),
      ),
    );
    expect(await store.transaction('one', (tx) => tx.nextRevision('one'))).toBe(round);
  }
});
