// The store on PostgreSQL, for several instances that behave as one.
import type { AuditEntry, Run } from '@flowlink/schema';
import type { NewEntry } from '../../audit/audit-entry.ts';
import type { StoredToken } from '../../tokens/token.ts';
import { type LockRow, lockOf, type TrustPolicyRow, trustPolicyOf } from '../rows.ts';
import type { Store } from '../store.ts';
import { begin } from './begin.ts';
import { openPostgres } from './postgres-database.ts';
import { postgresKeys } from './postgres-keys.ts';
import { readConnections, readShown } from './postgres-reads.ts';
import { skipAhead } from './postgres-skip.ts';
import { readTrail, trailEnd } from './postgres-trail.ts';
import { postgresTransaction } from './postgres-transaction.ts';

/** How long what is under way may take when the store is closed. */
const CLOSE_SECONDS = 5;

/** Throws if the database cannot be used. @param schema another schema than `flowlink` */
export async function postgresStore(url: string, schema?: string): Promise<Store> {
  const sql = await openPostgres(url, schema);
  return {
    transaction: <T>(workspace: string, work: Parameters<Store['transaction']>[1]) =>
      begin(sql, async (tx) => {
        // Ends with the transaction. Two workspaces whose hashes are equal merely wait for each other. The first statement of
        // the work is on its way with this one: the server begins it, and looks at what there is, once the lock is taken.
        const locked = tx`SELECT pg_advisory_xact_lock(hashtextextended(${workspace}, 0))`.execute();
        const [, result] = await Promise.all([locked, work(postgresTransaction(tx))]);
        return result as T;
      }),
    connection: (workspace, name) => readShown(sql, workspace, name),
    connections: (workspace, after, limit) => readConnections(sql, workspace, after, limit),
    async runs(workspace, before, limit) {
      const rows = await sql<{ position: number; run: string }[]>`
        SELECT position, run FROM runs WHERE workspace = ${workspace} AND position < ${before}
        ORDER BY position DESC LIMIT ${limit}`;
      return rows.map(({ position, run }) => ({ position, run: JSON.parse(run) as Run }));
    },
    async run(workspace, id) {
      const [row] = await sql<{ run: string }[]>`
        SELECT run FROM runs WHERE workspace = ${workspace} AND id = ${id}`;
      return row && (JSON.parse(row.run) as Run);
    },
    async lock(workspace) {
      const [row] = await sql<LockRow[]>`SELECT lock, token FROM locks WHERE workspace = ${workspace}`;
      return row && lockOf(row);
    },
    async audit(workspace, before, limit, action) {
      const rows = await sql<{ position: number; entry: string }[]>`
        SELECT position, entry FROM audit WHERE workspace = ${workspace} AND position < ${before}
        ${action ? sql`AND action = ${action}` : sql``}
        ORDER BY position DESC LIMIT ${limit}`;
      return rows.map(({ position, entry }) => ({
        position,
        ...(JSON.parse(entry) as NewEntry),
      })) satisfies AuditEntry[];
    },
    async tokenByHash(hash) {
      const [token] = await sql<StoredToken[]>`SELECT * FROM tokens WHERE hash = ${hash}`;
      return token;
    },
    async token(id) {
      const [token] = await sql<StoredToken[]>`SELECT * FROM tokens WHERE id = ${id}`;
      return token;
    },
    tokens: async () => [...(await sql<StoredToken[]>`SELECT * FROM tokens ORDER BY workspace, name, id`)],
    async markTokenUsed(id, at) {
      await sql`UPDATE tokens SET last_used_at = ${at} WHERE id = ${id}`;
    },
    async addDenial(denial) {
      await sql`
        INSERT INTO denials (workspace, denial) VALUES (${denial.workspace}, ${JSON.stringify(denial)})`;
    },
    async extendToken(id, expiresAt) {
      const { count } = await sql`
        UPDATE tokens SET expires_at = ${expiresAt}
        WHERE id = ${id} AND expires_at IS NOT NULL AND revoked_at IS NULL`;
      return count > 0;
    },
    async removeIssuedTokens(endedBefore) {
      await sql`DELETE FROM tokens WHERE policy IS NOT NULL AND expires_at < ${endedBefore}`;
    },
    async trustPolicies(workspace) {
      const rows = await sql<TrustPolicyRow[]>`
        SELECT * FROM trust_policies ${workspace === undefined ? sql`` : sql`WHERE workspace = ${workspace}`}
        ORDER BY workspace, created_at, id`;
      return rows.map(trustPolicyOf);
    },
    trailEnd: () => trailEnd(sql),
    trail: (range, limit) => readTrail(sql, range, limit),
    async claim(key, value) {
      const [kept] = await sql<{ value: string }[]>`
        INSERT INTO meta VALUES (${key}, ${value})
        ON CONFLICT (key) DO UPDATE SET value = meta.value RETURNING value`;
      return kept?.value ?? value;
    },
    skipAhead: (past) => skipAhead(sql, past),
    keys: postgresKeys(sql),
    async ping() {
      await sql`SELECT 1`;
    },
    close: () => sql.end({ timeout: CLOSE_SECONDS }),
  };
}
