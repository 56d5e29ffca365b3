// Goes on at new revisions and positions, on the embedded database.
import type { DatabaseSync } from 'node:sqlite';
import { JUMP, ORIGIN } from '../origin.ts';

/** @param writer whoever calls has begun a transaction */
export function skipAhead(writer: DatabaseSync, past: number): void {
  writer
    .prepare('UPDATE revisions SET last = MAX(last + CAST(? AS INTEGER), CAST(? AS INTEGER))')
    .run(JUMP, past);
  // Workspaces that the copy does not know begin there, too.
  writer
    .prepare(
      `INSERT INTO meta VALUES ('revision_floor', ?)
       ON CONFLICT (key) DO UPDATE SET value = MAX(CAST(value AS INTEGER) + CAST(? AS INTEGER), CAST(excluded.value AS INTEGER))`,
    )
    .run(String(past), JUMP);
  writer.exec(`INSERT INTO sqlite_sequence (name, seq) SELECT 'audit', 0
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'audit')`);
  writer
    .prepare(
      `UPDATE sqlite_sequence SET seq = MAX(
         (SELECT MAX(seq) FROM sqlite_sequence WHERE name IN ('audit', 'denials')) + CAST(? AS INTEGER), CAST(? AS INTEGER))
       WHERE name = 'audit'`,
    )
    .run(JUMP, past);
  writer.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(ORIGIN.key, ORIGIN.own);
}
