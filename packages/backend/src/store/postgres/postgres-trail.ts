// What was written and what was denied as one trail, on PostgreSQL.
import type { TrailEntry, TrailRange } from '../../audit/trail-entry.ts';
import { type TrailRow, trailEntryOf } from '../rows.ts';
import type { Database } from './postgres-database.ts';

/**
 * Positions are given out before transactions end, so a lower one may appear after a higher one. For a moment nobody
 * writes to the trail: what is there then is all that will ever be up to the last position. Writers wait meanwhile.
 */
export function trailEnd(sql: Database): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`SET LOCAL lock_timeout = '5s'`;
    await tx`LOCK TABLE audit, denials IN SHARE MODE`;
    const [row] = await tx<{ last: number }[]>`
      SELECT GREATEST((SELECT MAX(position) FROM audit), (SELECT MAX(position) FROM denials), 0) AS last`;
    return row?.last ?? 0;
  });
}

export async function readTrail(
  sql: Database,
  { after, until, workspace, since, deniedOnly }: TrailRange,
  limit: number,
): Promise<TrailEntry[]> {
  const range = sql`position > ${after} AND position <= ${until}
    ${workspace === undefined ? sql`` : sql`AND workspace = ${workspace}`}
    ${since === undefined ? sql`` : sql`AND entry::json ->> 'at' >= ${since}`}`;
  const denials = sql`
    SELECT 'denial' AS kind, * FROM (SELECT position, workspace, denial AS entry FROM denials) AS denied WHERE ${range}`;
  const rows = deniedOnly
    ? await sql<TrailRow[]>`${denials} ORDER BY position LIMIT ${limit}`
    : await sql<TrailRow[]>`
        SELECT 'write' AS kind, position, workspace, entry FROM audit WHERE ${range}
        UNION ALL ${denials} ORDER BY position LIMIT ${limit}`;
  return rows.map(trailEntryOf);
}
