// Takes all that an embedded database holds over to an empty PostgreSQL database.
import { DatabaseSync } from 'node:sqlite';
import type { TransactionSql } from 'postgres';
import { refuseOtherVersion } from './inspection.ts';
import { reasonOf, StartError } from './open-store.ts';
import { begin } from './postgres/begin.ts';
import { openPostgres } from './postgres/postgres-database.ts';
import { migrations } from './sqlite/migrations.ts';

/** Rows of one statement. */
const BATCH = 200;

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

type Target = TransactionSql<{ bigint: number }>;
type Row = Record<string, string | number | Uint8Array | null>;

/**
 * One transaction on either side: all or nothing. Both have the same tables, so a table that is added later is copied as well.
 *
 * @param path of the embedded database
 * @param url of the PostgreSQL database
 * @param schema another schema than `flowlink`
 * @returns how many rows each table has
 */
export async function copyToPostgres(
  path: string,
  url: string,
  schema?: string,
): Promise<Readonly<Record<string, number>>> {
  const source = new DatabaseSync(path);
  try {
    takeAlone(source);
    const { user_version } = source.prepare('PRAGMA user_version').get() as { user_version: number };
    refuseOtherVersion(user_version, migrations.length);
    const target = await openPostgres(url, schema).catch((error: NodeJS.ErrnoException) => {
      throw new StartError(`The PostgreSQL database cannot be used: ${reasonOf(error)}.`);
    });
    try {
      return await begin(target, async (sql) => {
        const tables = tablesOf(source);
        for (const table of tables) await refuseFull(sql, table);
        const counts: Record<string, number> = {};
        for (const table of tables) counts[table] = await copyTable(source, sql, table);
        await setSequences(source, sql);
        return counts;
      });
    } finally {
      await target.end({ timeout: 5 });
    }
  } finally {
    source.close();
  }
}

/** What a server wrote from now on would not be in the copy, so nobody else may have the database open until the copy is done. */
function takeAlone(source: DatabaseSync): void {
  try {
    source.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE');
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new StartError(
      'The embedded database is in use; stop what uses it, then copy. Nothing was copied.',
    );
  }
}

/** Those that others refer to first. */
export function tablesOf(source: DatabaseSync): string[] {
  const named = source.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  const tables = (named.all() as { name: string }[]).map(({ name }) => name);
  const refers = (table: string) => source.prepare(`PRAGMA foreign_key_list(${table})`).all().length > 0;
  return [...tables.filter((table) => !refers(table)), ...tables.filter(refers)];
}

async function refuseFull(sql: Target, table: string): Promise<void> {
  const [row] = await sql`SELECT 1 FROM ${sql(table)} LIMIT 1`;
  if (row) {
    throw new StartError(
      `The PostgreSQL database is not empty (${table} has rows); nothing was copied. Copy to a new one, before its first \`serve\`.`,
    );
  }
}

async function copyTable(source: DatabaseSync, sql: Target, table: string): Promise<number> {
  let count = 0;
  let batch: Row[] = [];
  const flush = async () => {
    // Positions are kept, also where PostgreSQL would give them out itself.
    if (batch.length > 0) await sql`INSERT INTO ${sql(table)} ${overriding(sql, batch)}`;
    count += batch.length;
    batch = [];
  };
  for (const row of source.prepare(`SELECT * FROM ${table}`).iterate()) {
    batch.push(row as Row);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  const [copied] = await sql<{ count: number }[]>`SELECT COUNT(*) AS count FROM ${sql(table)}`;
  if (copied?.count !== count) throw new Error(`${table} was not copied as a whole`);
  return count;
}

function overriding(sql: Target, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => columns.map((column) => row[column] ?? null));
  return sql`(${sql(columns)}) OVERRIDING SYSTEM VALUE VALUES ${sql(values as never)}`;
}

/** No position is given out again, also of rows that are gone. The two trails share a sequence. */
async function setSequences(source: DatabaseSync, sql: Target): Promise<void> {
  const given = source.prepare('SELECT name, seq FROM sqlite_sequence').all() as {
    name: string;
    seq: number;
  }[];
  const highest = new Map<string, number>();
  for (const { name, seq } of given) {
    const table = name === 'denials' ? 'audit' : name;
    highest.set(table, Math.max(seq, highest.get(table) ?? 0));
  }
  for (const [table, last] of highest) {
    if (last > 0) await sql`SELECT setval(pg_get_serial_sequence(${table}, 'position'), ${last}::bigint)`;
  }
}
