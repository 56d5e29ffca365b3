// The databases that the fault suites run on: a file, and a real PostgreSQL whose processes can be killed.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import postgres from 'postgres';
import { vi } from 'vitest';
import { openPostgresServer } from '../../packages/backend/test/postgres-server.ts';
import { runBackend, type Serving } from '../src/programs.ts';

export interface DatabaseUnderTest extends Serving {
  /** What is wrong with it, in its own words; nothing if it is intact. */
  damage(): Promise<string[]>;
  /** What it takes on the disk, indexes included, in bytes: a connection with its secrets, and an entry of the audit trail. */
  bytes(): Promise<{ readonly connection: number; readonly entry: number }>;
  /** Kills a process of the database that serves a backend, upon which the database recovers from a crash. */
  readonly crash?: () => Promise<void>;
  close(): Promise<void>;
}

/** Every connection has a secret, and every secret a connection. */
const WIDOWS = `SELECT id FROM connections WHERE id NOT IN (SELECT connection FROM secrets)
  UNION ALL SELECT connection FROM secrets WHERE connection NOT IN (SELECT id FROM connections)`;

/** What `flowlink-backend check` finds: secrets that do not open, revisions that were never given out. */
async function findings({ database, environment }: Serving): Promise<string[]> {
  const { status, stdout, stderr } = await runBackend(['check', ...database], environment);
  return status === 0 ? [] : [stdout + stderr];
}

/** @param folder where to make it */
export async function onSqlite(folder: string): Promise<DatabaseUnderTest> {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  return {
    database: ['--data', dataDir],
    async damage(this: DatabaseUnderTest) {
      const database = new DatabaseSync(join(dataDir, 'flowlink.db'), { readOnly: true, timeout: 5000 });
      try {
        const checks = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
        return [
          ...(await findings(this)),
          ...checks.map((row) => row.integrity_check).filter((word) => word !== 'ok'),
          ...database
            .prepare('PRAGMA foreign_key_check')
            .all()
            .map((row) => JSON.stringify(row)),
          ...database
            .prepare(WIDOWS)
            .all()
            .map((row) => JSON.stringify(row)),
        ];
      } finally {
        database.close();
      }
    },
    async bytes() {
      const database = new DatabaseSync(join(dataDir, 'flowlink.db'), { readOnly: true, timeout: 5000 });
      try {
        const one = (statement: string) =>
          Object.values(database.prepare(statement).get() ?? {})[0] as number;
        const of = (...tables: string[]) =>
          one(`SELECT SUM(pgsize) FROM dbstat JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
            WHERE tbl_name IN ('${tables.join("', '")}')`);
        return {
          connection: of('connections', 'secrets') / one('SELECT COUNT(*) FROM connections'),
          entry: of('audit') / one('SELECT COUNT(*) FROM audit'),
        };
      } finally {
        database.close();
      }
    },
    close: async () => {},
  };
}

export const onPostgres = (): Promise<DatabaseUnderTest> => onServer(false);

/** One that waits for the disk, which only matters to what is measured. */
export const onDurablePostgres = (): Promise<DatabaseUnderTest> => onServer(true);

async function onServer(durable: boolean): Promise<DatabaseUnderTest> {
  const server = await openPostgresServer({ durable });
  const sql = postgres(server.url, { max: 1, onnotice: () => {}, connection: { search_path: 'flowlink' } });
  await sql`CREATE EXTENSION amcheck SCHEMA public`;
  return {
    database: ['--database', server.url],
    environment: { FLOWLINK_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    async damage(this: DatabaseUnderTest) {
      const heaps = await sql`
        SELECT relname, msg FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,
          LATERAL public.verify_heapam(pg_class.oid) WHERE nspname = 'flowlink' AND relkind = 'r'`;
      // Throws if an index does not hold exactly what its table does.
      await sql`
        SELECT public.bt_index_check(pg_class.oid, true) FROM pg_class
        JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_am ON pg_am.oid = relam
        WHERE nspname = 'flowlink' AND relkind = 'i' AND amname = 'btree'`;
      const rows = [...heaps, ...(await sql.unsafe(WIDOWS))].map((row) => JSON.stringify(row));
      return [...rows, ...(await findings(this))];
    },
    async bytes() {
      const [row] = await sql<{ connection: number; entry: number }[]>`
        SELECT (pg_total_relation_size('connections') + pg_total_relation_size('secrets'))::float8
            / (SELECT COUNT(*) FROM connections) AS connection,
          pg_total_relation_size('audit')::float8 / (SELECT COUNT(*) FROM audit) AS entry`;
      return row ?? { connection: 0, entry: 0 };
    },
    async crash() {
      const [serving] = await sql<{ pid: number }[]>`
        SELECT pid FROM pg_stat_activity WHERE application_name = 'flowlink-backend'
        ORDER BY state = 'active' DESC, state_change DESC LIMIT 1`;
      if (!serving) return;
      process.kill(serving.pid, 'SIGKILL');
      // Every process of the database ends with it, the one that was just asked included.
      const isBack = () => sql`SELECT 1`.then(() => true);
      await vi.waitUntil(() => isBack().catch(() => false), { timeout: 60_000 });
    },
    async close() {
      await sql.end({ timeout: 1 });
      await server.stop();
    },
  };
}
