// Saves connections and secrets on the embedded database. Values go in the order of columns: by name they take twice as long.
import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionRow, SecretRow } from '../rows.ts';

const CHANGING = [
  'managed',
  'revision',
  'config',
  'applied',
  'changed_at',
  'changed_by',
  'applied_at',
  'applied_run',
  'applied_name',
  'edits',
  'verification',
] as const satisfies (keyof ConnectionRow)[];

/** @returns saves a row, whether it is new or there under any name */
export function connectionSaver(database: DatabaseSync): (row: ConnectionRow) => void {
  // Most writes leave the name, and then the index on it stays as it is.
  const update = database.prepare(
    `UPDATE connections SET ${CHANGING.map((column) => `${column} = ?`)} WHERE id = ? AND name = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO connections (${CHANGING}, id, name, workspace, created_at)
     VALUES (${CHANGING.map(() => '?')}, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, ${CHANGING.map(replaced)}`,
  );
  return (row) => {
    const values = CHANGING.map((column) => row[column]);
    if (update.run(...values, row.id, row.name).changes > 0) return;
    insert.run(...values, row.id, row.name, row.workspace, row.created_at);
  };
}

const OF_SECRET = [
  'salt',
  'fingerprint',
  'sealed',
  'data_key',
  'set_at',
  'applied_salt',
  'applied_fingerprint',
] as const satisfies (keyof SecretRow)[];

/** @returns saves a row, whether it is new or there */
export function secretSaver(database: DatabaseSync): (row: SecretRow) => void {
  const save = database.prepare(
    `INSERT INTO secrets (${OF_SECRET}, connection, field) VALUES (${OF_SECRET.map(() => '?')}, ?, ?)
     ON CONFLICT (connection, field) DO UPDATE SET ${OF_SECRET.map(replaced)}`,
  );
  return (row) => {
    save.run(...OF_SECRET.map((column) => row[column]), row.connection, row.field);
  };
}

const replaced = (column: string) => `${column} = excluded.${column}`;
