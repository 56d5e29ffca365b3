// The database under a test: the embedded one in a folder, or a schema of its own on PostgreSQL.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { Inspection } from '../src/store/inspection.ts';
import { inspectPostgres } from '../src/store/postgres/postgres-inspection.ts';
import { postgresStore } from '../src/store/postgres/postgres-store.ts';
import { inspectSqlite } from '../src/store/sqlite/sqlite-inspection.ts';
import { sqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';

/** A database as a test sees it past the store. */
export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres';
  /** Another store on the same database. */
  open(): Promise<Store>;
  /** Reads it as the commands do that change nothing. */
  inspect<T>(work: (inspection: Inspection) => Promise<T>): Promise<T>;
  /** Runs statements that the store knows nothing of. */
  execute(sql: string): Promise<void>;
  /** All that is kept, byte for byte. */
  atRest(): Promise<Buffer[]>;
}

/** @param dataDir an existing folder, used by the embedded database only */
export function testDatabase(dataDir: string): TestDatabase {
  const url = inject('postgresUrl');
  return url === undefined ? embedded(dataDir) : onPostgres(url);
}

function embedded(dataDir: string): TestDatabase {
  return {
    kind: 'sqlite',
    open: async () => sqliteStore(dataDir),
    inspect: (work) => inspectSqlite(join(dataDir, 'flowlink.db'), work),
    async execute(sql) {
      const database = new DatabaseSync(join(dataDir, 'flowlink.db'));
      try {
        database.exec(sql);
      } finally {
        database.close();
      }
    },
    atRest: async () => readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name))),
  };
}

function onPostgres(url: string): TestDatabase {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const using = async <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(url, { max: 1, connection: { search_path: schema } });
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  };
  return {
    kind: 'postgres',
    open: () => postgresStore(url, schema),
    inspect: (work) => inspectPostgres(url, work, schema),
    execute: (statements) =>
      using(async (sql) => {
        await sql.unsafe(statements);
      }),
    atRest: () =>
      using(async (sql) => {
        const tables = await sql`SELECT tablename FROM pg_tables WHERE schemaname = ${schema}`;
        const kept = tables.map(async ({ tablename }) => {
          const rows = await sql`SELECT * FROM ${sql(tablename)}`.raw();
          return Buffer.concat((rows as (Buffer | null)[][]).flat().filter((value) => value !== null));
        });
        return Promise.all(kept);
      }),
  };
}
