// All tables of a PostgreSQL database at one moment, and back into another one.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';

/** What the tables held, as COPY writes it, and where the sequences were. */
export interface Dump {
  readonly tables: ReadonlyMap<string, Buffer>;
  readonly sequences: ReadonlyMap<string, bigint>;
}

const open = (url: string) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { search_path: 'flowlink' } });

/**
 * As pg_dump does: one snapshot of all tables, while others write. Sequences, which belong to no transaction, may be ahead of it.
 *
 * @param url of the database
 */
export async function dumpPostgres(url: string): Promise<Dump> {
  const sql = open(url);
  try {
    return (await sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (tx) => {
      const tables = new Map<string, Buffer>();
      for (const { name } of await tx<{ name: string }[]>`
        SELECT tablename AS name FROM pg_tables WHERE schemaname = 'flowlink' ORDER BY tablename`) {
        tables.set(name, await buffer(await tx`COPY ${tx(name)} TO STDOUT`.readable()));
      }
      const sequences = await tx<{ name: string; last: string }[]>`
        SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
        WHERE schemaname = 'flowlink' AND last_value IS NOT NULL`;
      return { tables, sequences: new Map(sequences.map(({ name, last }) => [name, BigInt(last)])) };
    })) as Dump;
  } finally {
    await sql.end();
  }
}

/** @param url of a database whose tables the same version made, with nothing of value in them */
export async function restorePostgres(url: string, { tables, sequences }: Dump): Promise<void> {
  const sql = open(url);
  try {
    // As a restore of data does, which comes in the order of names: nothing is held against what is not there yet.
    await sql`SET session_replication_role = replica`;
    for (const [name, rows] of tables) {
      await sql`DELETE FROM ${sql(name)}`;
      await pipeline(Readable.from([rows]), await sql`COPY ${sql(name)} FROM STDIN`.writable());
    }
    for (const [name, last] of sequences) await sql`SELECT setval(${name}, ${String(last)}::bigint)`;
  } finally {
    await sql.end();
  }
}
