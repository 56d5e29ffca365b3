// Reads a database as it is, without bringing its structure up to date.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from './key-store.ts';
import { type DatabasePlace, isPostgresUrl, reasonOf, StartError } from './open-store.ts';

/** One state of the database, however long reading it takes. */
export interface Inspection {
  readonly keys: Omit<KeyStore, 'change'>;
  /** Rows of a statement that both databases understand. */
  rows<Row>(sql: string): Promise<Row[]>;
  /** What the database itself says of its files and references; empty if all is well. */
  damage(): Promise<string[]>;
}

/** Throws a `StartError` if there is no database, or it is of another version. @param work reads, and changes nothing */
export async function inspectDatabase<T>(
  place: DatabasePlace,
  work: (inspection: Inspection) => Promise<T>,
): Promise<T> {
  if ('dataDir' in place) {
    const path = join(place.dataDir, 'flowlink.db');
    if (!existsSync(path)) throw new StartError(`There is no database in ${place.dataDir}.`);
    const { inspectSqlite } = await import('./sqlite/sqlite-inspection.ts');
    return inspectSqlite(path, work);
  }
  if (!isPostgresUrl(place.url)) throw new StartError('The address of the database is not one.');
  const { inspectPostgres } = await import('./postgres/postgres-inspection.ts');
  return inspectPostgres(place.url, work).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof StartError) throw error;
    throw new StartError(`The database cannot be used: ${reasonOf(error)}.`);
  });
}

/** @param version of the database @param current the version that this program writes */
export function refuseOtherVersion(version: number, current: number): void {
  if (version === current) return;
  throw new StartError(
    version > current
      ? 'The database was written by a newer version of flowlink-backend.'
      : 'The database was written by an older version of flowlink-backend; start `serve` once, which brings it up to date.',
  );
}
