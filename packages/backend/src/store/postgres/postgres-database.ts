// Opens a PostgreSQL database and brings its structure up to date, one instance at a time.
import postgres from 'postgres';
import { begin, type Database } from './begin.ts';
import { postgresMigrations } from './postgres-migrations.ts';

/** The schema in which all tables stand, so that the database can be shared. */
const SCHEMA = 'flowlink';

/** Tells the lock under which the structure is changed from those of workspaces. */
const MIGRATION_LOCK = 4_207_115;

/** Connections of one instance; each serves one request at a time. */
const MAX_CONNECTIONS = 10;
const CONNECT_SECONDS = 10;
/** The driver counts the failures of all connections as one, and would wait for 20 seconds after a restart of the server. */
const RECONNECT_SECONDS = { first: 0.05, longest: 1 };
/** An idle connection is closed, so that a quiet instance holds none. */
const IDLE_SECONDS = 60;

/**
 * Throws if the database cannot be reached, or was written by a newer version.
 *
 * @param url `postgres://user:password@host:port/database`, with `sslmode` where it is wanted
 * @param schema another schema than `flowlink`
 */
export async function openPostgres(url: string, schema: string = SCHEMA): Promise<Database> {
  const database = connectPostgres(url, schema);
  try {
    await migrate(database, schema);
    return database;
  } catch (error) {
    await database.end({ timeout: 0 });
    throw error;
  }
}

/** Leaves the structure as it is. Nothing is sent before the first statement. */
export function connectPostgres(url: string, schema: string = SCHEMA): Database {
  return postgres(url, {
    max: MAX_CONNECTIONS,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    backoff: (failures) => Math.min(RECONNECT_SECONDS.first * 2 ** failures, RECONNECT_SECONDS.longest),
    connection: { application_name: 'flowlink-backend', search_path: schema },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    onnotice: () => {},
  });
}

async function migrate(database: Database, schema: string): Promise<void> {
  await begin(database, async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`;
    // Whoever may not create a schema can be given one.
    const [present] = await sql`SELECT 1 FROM pg_namespace WHERE nspname = ${schema}`;
    if (!present) await sql`CREATE SCHEMA ${sql(schema)}`;
    await sql`CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, made_at TIMESTAMPTZ NOT NULL)`;
    const [row] = await sql<
      { version: number }[]
    >`SELECT COALESCE(MAX(version), 0) AS version FROM migrations`;
    const version = row?.version ?? 0;
    if (version > postgresMigrations.length) {
      throw new Error('The database was written by a newer version of flowlink-backend.');
    }
    for (const [index, step] of postgresMigrations.entries()) {
      if (index < version) continue;
      await sql.unsafe(step);
      await sql`INSERT INTO migrations VALUES (${index + 1}, now())`;
    }
  });
}
