// Opens a database to read it as it is, and loads only the code that it needs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Inspection } from './inspection.ts';
import { type DatabasePlace, isPostgresUrl, reasonOf, StartError } from './open-store.ts';

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
