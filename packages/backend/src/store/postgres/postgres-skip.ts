// Goes on at new revisions and positions, on PostgreSQL.
import { JUMP, ORIGIN } from '../origin.ts';
import { begin, type Database } from './begin.ts';

export async function skipAhead(sql: Database, past: number): Promise<void> {
  await begin(sql, async (tx) => {
    await tx`UPDATE revisions SET last = GREATEST(last + ${JUMP}, ${past}::bigint)`;
    // Workspaces that the copy does not know begin there, too.
    await tx`
      INSERT INTO meta VALUES ('revision_floor', ${String(past)})
      ON CONFLICT (key) DO UPDATE SET value = GREATEST(meta.value::bigint + ${JUMP}, excluded.value::bigint)::text`;
    await tx`
      SELECT setval('audit_position_seq', GREATEST(last_value + ${JUMP}, ${past}::bigint)) FROM audit_position_seq`;
    await tx`
      INSERT INTO meta VALUES (${ORIGIN.key}, ${ORIGIN.own}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
  });
}
