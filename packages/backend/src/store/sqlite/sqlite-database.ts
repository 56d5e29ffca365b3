// Opens the embedded database and brings its structure up to date.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrations.ts';

/** Two handles on one database: readers never see a transaction that is not committed. */
export interface Databases {
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
}

/** How long to wait for another process, such as `flowlink-backend token create` beside a server, in milliseconds. */
const BUSY_MS = 5000;

/** @param dataDir an existing directory */
export function openSqlite(dataDir: string): Databases {
  const path = join(dataDir, 'flowlink.db');
  const writer = new DatabaseSync(path, { timeout: BUSY_MS });
  // FULL: what was answered survives a power failure, too.
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  migrate(writer);
  return { writer, reader: new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS }) };
}

function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (user_version > migrations.length) {
      throw new Error('The database was written by a newer version of flowlink-backend.');
    }
    for (const step of migrations.slice(user_version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
