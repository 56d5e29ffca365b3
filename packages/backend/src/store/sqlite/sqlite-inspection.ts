// Reads an embedded database as it is, beside a server that writes to it.
import { DatabaseSync } from 'node:sqlite';
import { type Inspection, refuseOtherVersion } from '../inspection.ts';
import { migrations } from './migrations.ts';
import { sqliteKeyReads } from './sqlite-keys.ts';

const BUSY_MS = 5000;

/** @param path of the database, which exists */
export async function inspectSqlite<T>(
  path: string,
  work: (inspection: Inspection) => Promise<T>,
): Promise<T> {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
  try {
    database.exec('BEGIN');
    const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    refuseOtherVersion(user_version, migrations.length);
    return await work({
      keys: sqliteKeyReads(database),
      rows: async <Row>(sql: string) => database.prepare(sql).all() as unknown as Row[],
      damage: async () => damageOf(database),
    });
  } finally {
    database.close();
  }
}

export function damageOf(database: DatabaseSync): string[] {
  const found = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
  const dangling = database.prepare('PRAGMA foreign_key_check').all() as { table: string; parent: string }[];
  return [
    ...found
      .filter(({ integrity_check }) => integrity_check !== 'ok')
      .map(({ integrity_check }) => `SQLite finds: ${integrity_check.replaceAll('\n', ' ')}`),
    ...dangling.map(({ table, parent }) => `A row of ${table} refers to nothing in ${parent}.`),
  ];
}
