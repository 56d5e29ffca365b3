// What was written and what was denied as one trail, on the embedded database.
import type { DatabaseSync } from 'node:sqlite';
import type { Denial } from '../../audit/denial.ts';
import type { TrailEntry, TrailRange } from '../../audit/trail-entry.ts';
import { type TrailRow, trailEntryOf } from '../rows.ts';

/** The position behind the last one of both tables. Writers follow each other, so nobody else takes it. */
export const NEXT_POSITION = `(SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name IN ('audit', 'denials'))`;

const RANGE = `position > :after AND position <= :until
  AND (:workspace IS NULL OR workspace = :workspace) AND (:since IS NULL OR entry ->> '$.at' >= :since)`;

interface SqliteTrail {
  add(denial: Denial): void;
  end(): number;
  read(range: TrailRange, limit: number): TrailEntry[];
}

/** Statements are prepared once. */
export function sqliteTrail(writer: DatabaseSync, reader: DatabaseSync): SqliteTrail {
  const add = writer.prepare(
    `INSERT INTO denials (position, workspace, denial) VALUES (${NEXT_POSITION}, ?, ?)`,
  );
  const end = reader.prepare(
    `SELECT MAX(COALESCE((SELECT MAX(position) FROM audit), 0), COALESCE((SELECT MAX(position) FROM denials), 0)) AS last`,
  );
  const read = reader.prepare(
    `SELECT 'write' AS kind, position, workspace, entry FROM audit WHERE :denied = 0 AND ${RANGE}
     UNION ALL
     SELECT * FROM (SELECT 'denial' AS kind, position, workspace, denial AS entry FROM denials) WHERE ${RANGE}
     ORDER BY position LIMIT :limit`,
  );
  return {
    add(denial) {
      add.run(denial.workspace, JSON.stringify(denial));
    },
    end: () => (end.get() as { last: number }).last,
    read({ after, until, workspace = null, since = null, deniedOnly = false }, limit) {
      const denied = deniedOnly ? 1 : 0;
      const rows = read.all({ after, until, workspace, since, denied, limit });
      return (rows as unknown as TrailRow[]).map(trailEntryOf);
    },
  };
}
