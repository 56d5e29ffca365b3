// The operations of a transaction on PostgreSQL. Whoever calls them has begun one, and is alone in its workspace.
import { randomBytes } from 'node:crypto';
import type { Run } from '@flowlink/schema';
import type { TransactionSql } from 'postgres';
import type { NewEntry } from '../../audit/audit-entry.ts';
import type { Trace } from '../../connections/repetitions.ts';
import type { StoredConnection } from '../../connections/stored-connection.ts';
import { type LockRow, lockOf, rowOf, secretRowsOf, trustPolicyRowOf } from '../rows.ts';
import type { Transaction } from '../store.ts';
import { postgresSealing } from './postgres-keys.ts';
import { readConnection } from './postgres-reads.ts';

export function postgresTransaction(sql: TransactionSql<{ bigint: number }>): Transaction {
  /** Statements that are on their way together: the server takes one after the other, and none waits for an answer. */
  const saveConnection = (connection: StoredConnection): PromiseLike<unknown>[] => {
    const { id, ...row } = rowOf(connection);
    const secrets = secretRowsOf(connection).map(
      ({ connection: owner, field, ...secret }) => sql`
        INSERT INTO secrets ${sql({ connection: owner, field, ...secret })}
        ON CONFLICT (connection, field) DO UPDATE SET ${sql(secret)}`,
    );
    return [
      sql`
        INSERT INTO connections ${sql({ id, ...row })}
        ON CONFLICT (id) DO UPDATE SET ${sql(row)}`,
      ...secrets,
    ];
  };
  const addAuditEntry = (workspace: string, entry: NewEntry): PromiseLike<unknown> => sql`
    INSERT INTO audit (workspace, action, entry)
    VALUES (${workspace}, ${entry.action}, ${JSON.stringify(entry)})`;

  return {
    ...postgresSealing(sql),
    newId: (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`,
    async nextRevision(workspace) {
      const [row] = await sql<{ last: number }[]>`
        INSERT INTO revisions VALUES (${workspace},
          1 + COALESCE((SELECT value::bigint FROM meta WHERE key = 'revision_floor'), 0))
        ON CONFLICT (workspace) DO UPDATE SET last = revisions.last + 1 RETURNING last`;
      return row?.last ?? 0;
    },
    connection: (workspace, name) => readConnection(sql, workspace, name),
    async saveConnection(connection) {
      await Promise.all(saveConnection(connection));
    },
    async saveWrite(connection, entry) {
      await Promise.all([...saveConnection(connection), addAuditEntry(connection.workspace, entry)]);
    },
    async removeConnection(id) {
      await sql`DELETE FROM connections WHERE id = ${id}`;
    },
    async trace(workspace, name) {
      const [row] = await sql<Trace[]>`
        SELECT workspace, name, run, revision, moved_to AS "movedTo" FROM traces
        WHERE workspace = ${workspace} AND name = ${name}`;
      return row;
    },
    async saveTrace({ workspace, name, movedTo, ...rest }) {
      const row = { ...rest, moved_to: movedTo };
      await sql`
        INSERT INTO traces ${sql({ workspace, name, ...row })}
        ON CONFLICT (workspace, name) DO UPDATE SET ${sql(row)}`;
    },
    async lock(workspace) {
      const [row] = await sql<LockRow[]>`SELECT lock, token FROM locks WHERE workspace = ${workspace}`;
      return row && lockOf(row);
    },
    async saveLock(workspace, { lock, token }) {
      const row = { lock: JSON.stringify(lock), token };
      await sql`
        INSERT INTO locks ${sql({ workspace, ...row })} ON CONFLICT (workspace) DO UPDATE SET ${sql(row)}`;
    },
    async removeLock(workspace) {
      await sql`DELETE FROM locks WHERE workspace = ${workspace}`;
    },
    async run(workspace, id) {
      const [row] = await sql<{ run: string }[]>`
        SELECT run FROM runs WHERE workspace = ${workspace} AND id = ${id}`;
      return row && (JSON.parse(row.run) as Run);
    },
    async saveRun(workspace, run) {
      const text = JSON.stringify(run);
      await sql`
        INSERT INTO runs (workspace, id, run) VALUES (${workspace}, ${run.id}, ${text})
        ON CONFLICT (workspace, id) DO UPDATE SET run = excluded.run`;
    },
    async saveToken(token) {
      await sql`INSERT INTO tokens ${sql({ ...token })}`;
    },
    async saveTrustPolicy(policy) {
      await sql`INSERT INTO trust_policies ${sql({ ...trustPolicyRowOf(policy) })}`;
    },
    async removeTrustPolicy(id) {
      await sql`DELETE FROM trust_policies WHERE id = ${id}`;
    },
    async revokeToken(id, at) {
      return (
        (await sql`UPDATE tokens SET revoked_at = ${at} WHERE id = ${id} AND revoked_at IS NULL`).count > 0
      );
    },
    async addAuditEntry(workspace, entry) {
      await addAuditEntry(workspace, entry);
    },
  };
}
