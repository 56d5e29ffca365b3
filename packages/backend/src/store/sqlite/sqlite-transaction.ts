// The operations of a transaction on the embedded database. Whoever calls them has begun one.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Run } from '@flowlink/schema';
import type { NewEntry } from '../../audit/audit-entry.ts';
import type { Trace } from '../../connections/repetitions.ts';
import type { StoredConnection } from '../../connections/stored-connection.ts';
import {
  type ConnectionRow,
  connectionOf,
  type LockRow,
  lockOf,
  rowOf,
  type SecretRow,
  secretRowsOf,
  trustPolicyRowOf,
} from '../rows.ts';
import type { Transaction } from '../store.ts';
import { connectionSaver, secretSaver } from './save-rows.ts';
import { sqliteSealing } from './sqlite-keys.ts';
import { NEXT_POSITION } from './sqlite-trail.ts';

/** Statements are prepared once. */
export function sqliteTransaction(database: DatabaseSync): Transaction {
  const revision = database.prepare(
    `INSERT INTO revisions (workspace, last)
     VALUES (?, 1 + COALESCE((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision_floor'), 0))
     ON CONFLICT (workspace) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  const selectConnection = database.prepare('SELECT * FROM connections WHERE workspace = ? AND name = ?');
  const selectSecrets = database.prepare('SELECT * FROM secrets WHERE connection = ?');
  const saveRow = connectionSaver(database);
  const saveSecret = secretSaver(database);
  const removeConnection = database.prepare('DELETE FROM connections WHERE id = ?');
  const selectTrace = database.prepare(
    'SELECT workspace, name, run, revision, moved_to AS movedTo FROM traces WHERE workspace = ? AND name = ?',
  );
  const saveTrace = database.prepare('INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?)');
  const selectLock = database.prepare('SELECT lock, token FROM locks WHERE workspace = ?');
  const saveLock = database.prepare('INSERT OR REPLACE INTO locks (workspace, lock, token) VALUES (?, ?, ?)');
  const removeLock = database.prepare('DELETE FROM locks WHERE workspace = ?');
  const selectRun = database.prepare('SELECT run FROM runs WHERE workspace = ? AND id = ?');
  const saveRun = database.prepare(
    `INSERT INTO runs (workspace, id, run) VALUES (?, ?, ?)
     ON CONFLICT (workspace, id) DO UPDATE SET run = excluded.run`,
  );
  const saveToken = database.prepare(
    `INSERT INTO tokens (id, hash, name, workspace, role, source, created_at, last_used_at, expires_at, revoked_at,
       policy)
     VALUES (:id, :hash, :name, :workspace, :role, :source, :created_at, :last_used_at, :expires_at, :revoked_at,
       :policy)`,
  );
  const savePolicy = database.prepare(
    `INSERT INTO trust_policies
       (id, workspace, name, role, issuer, audience, claims, lifetime_minutes, created_at)
     VALUES (:id, :workspace, :name, :role, :issuer, :audience, :claims, :lifetime_minutes, :created_at)`,
  );
  const removePolicy = database.prepare('DELETE FROM trust_policies WHERE id = ?');
  const revokeToken = database.prepare(
    'UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const insertEntry = database.prepare(
    `INSERT INTO audit (position, workspace, action, entry) VALUES (${NEXT_POSITION}, ?, ?, ?)`,
  );

  const saveConnection = async (connection: StoredConnection) => {
    saveRow(rowOf(connection));
    for (const row of secretRowsOf(connection)) saveSecret(row);
  };
  const addAuditEntry = async (workspace: string, entry: NewEntry) => {
    insertEntry.run(workspace, entry.action, JSON.stringify(entry));
  };

  return {
    ...sqliteSealing(database),
    newId: (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`,
    async nextRevision(workspace) {
      return (revision.get(workspace) as { last: number }).last;
    },
    async connection(workspace, name) {
      const row = selectConnection.get(workspace, name) as unknown as ConnectionRow | undefined;
      return row && connectionOf(row, selectSecrets.all(row.id) as unknown as SecretRow[]);
    },
    saveConnection,
    async saveWrite(connection, entry) {
      await saveConnection(connection);
      await addAuditEntry(connection.workspace, entry);
    },
    async removeConnection(id) {
      removeConnection.run(id);
    },
    async trace(workspace, name) {
      return selectTrace.get(workspace, name) as unknown as Trace | undefined;
    },
    async saveTrace({ workspace, name, run, revision: deleted, movedTo }) {
      saveTrace.run(workspace, name, run, deleted, movedTo);
    },
    async lock(workspace) {
      const row = selectLock.get(workspace) as unknown as LockRow | undefined;
      return row && lockOf(row);
    },
    async saveLock(workspace, { lock, token }) {
      saveLock.run(workspace, JSON.stringify(lock), token);
    },
    async removeLock(workspace) {
      removeLock.run(workspace);
    },
    async run(workspace, id) {
      const row = selectRun.get(workspace, id) as { run: string } | undefined;
      return row && (JSON.parse(row.run) as Run);
    },
    async saveRun(workspace, run) {
      saveRun.run(workspace, run.id, JSON.stringify(run));
    },
    async saveToken(token) {
      saveToken.run({ ...token });
    },
    async saveTrustPolicy(policy) {
      savePolicy.run({ ...trustPolicyRowOf(policy) });
    },
    async removeTrustPolicy(id) {
      removePolicy.run(id);
    },
    async revokeToken(id, at) {
      return revokeToken.run(at, id).changes > 0;
    },
    addAuditEntry,
  };
}
