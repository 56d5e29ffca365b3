// The store on embedded SQLite, for one machine.
import type { AuditEntry, Run } from '@flowlink/schema';
import type { NewEntry } from '../../audit/audit-entry.ts';
import type { ShownConnection } from '../../connections/stored-connection.ts';
import type { StoredToken } from '../../tokens/token.ts';
import { type LockRow, lockOf, type TrustPolicyRow, trustPolicyOf } from '../rows.ts';
import { shownColumns } from '../shown.ts';
import type { Store } from '../store.ts';
import { GroupCommit } from './group-commit.ts';
import { openSqlite } from './sqlite-database.ts';
import { sqliteKeyChange, sqliteKeyReads } from './sqlite-keys.ts';
import { skipAhead } from './sqlite-skip.ts';
import { sqliteTrail } from './sqlite-trail.ts';
import { sqliteTransaction } from './sqlite-transaction.ts';

const SHOWN = shownColumns({ object: 'json_object', ofRows: 'json_group_object' });

/** @param dataDir an existing directory; the database is made there if it does not exist */
export function sqliteStore(dataDir: string): Store {
  const { writer, reader } = openSqlite(dataDir);
  const tx = sqliteTransaction(writer);
  const one = reader.prepare(`SELECT ${SHOWN} FROM connections WHERE workspace = ? AND name = ?`);
  const page = reader.prepare(
    `SELECT ${SHOWN} FROM connections WHERE workspace = ? AND name > ? ORDER BY name LIMIT ?`,
  );
  const runs = reader.prepare(
    'SELECT position, run FROM runs WHERE workspace = ? AND position < ? ORDER BY position DESC LIMIT ?',
  );
  const run = reader.prepare('SELECT run FROM runs WHERE workspace = ? AND id = ?');
  const lock = reader.prepare('SELECT lock, token FROM locks WHERE workspace = ?');
  const audit = reader.prepare(
    'SELECT position, entry FROM audit WHERE workspace = ? AND position < ? ORDER BY position DESC LIMIT ?',
  );
  const auditOfAction = reader.prepare(
    `SELECT position, entry FROM audit WHERE workspace = ? AND action = ? AND position < ?
     ORDER BY position DESC LIMIT ?`,
  );
  const tokenByHash = reader.prepare('SELECT * FROM tokens WHERE hash = ?');
  const token = reader.prepare('SELECT * FROM tokens WHERE id = ?');
  const tokens = reader.prepare('SELECT * FROM tokens ORDER BY workspace, name, id');
  const markTokenUsed = writer.prepare('UPDATE tokens SET last_used_at = ? WHERE id = ?');
  const extendToken = writer.prepare(
    'UPDATE tokens SET expires_at = ? WHERE id = ? AND expires_at IS NOT NULL AND revoked_at IS NULL',
  );
  const removeIssued = writer.prepare('DELETE FROM tokens WHERE policy IS NOT NULL AND expires_at < ?');
  const policies = reader.prepare('SELECT * FROM trust_policies ORDER BY workspace, created_at, id');
  const policiesOf = reader.prepare(
    'SELECT * FROM trust_policies WHERE workspace = ? ORDER BY created_at, id',
  );
  const trail = sqliteTrail(writer, reader);
  const claim = writer.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)');
  const claimed = writer.prepare('SELECT value FROM meta WHERE key = ?');

  const commits = new GroupCommit(writer);
  const together = <T>(work: () => Promise<T>): Promise<T> => commits.transaction(work);
  const keyChange = sqliteKeyChange(writer);

  return {
    transaction: (_workspace, work) => together(() => work(tx)),
    skipAhead: (past) => together(async () => skipAhead(writer, past)),
    keys: { ...sqliteKeyReads(reader), change: (work) => together(() => work(keyChange)) },
    connection: async (workspace, name) => one.get(workspace, name) as unknown as ShownConnection | undefined,
    connections: async (workspace, after, limit) =>
      page.all(workspace, after, limit) as unknown as ShownConnection[],
    async runs(workspace, before, limit) {
      const rows = runs.all(workspace, before, limit) as { position: number; run: string }[];
      return rows.map(({ position, run }) => ({ position, run: JSON.parse(run) as Run }));
    },
    async run(workspace, id) {
      const row = run.get(workspace, id) as { run: string } | undefined;
      return row && (JSON.parse(row.run) as Run);
    },
    async lock(workspace) {
      const row = lock.get(workspace) as unknown as LockRow | undefined;
      return row && lockOf(row);
    },
    async audit(workspace, before, limit, action) {
      const rows = action
        ? auditOfAction.all(workspace, action, before, limit)
        : audit.all(workspace, before, limit);
      return (rows as { position: number; entry: string }[]).map(({ position, entry }) => ({
        position,
        ...(JSON.parse(entry) as NewEntry),
      })) satisfies AuditEntry[];
    },
    tokenByHash: async (hash) => tokenByHash.get(hash) as unknown as StoredToken | undefined,
    token: async (id) => token.get(id) as unknown as StoredToken | undefined,
    tokens: async () => tokens.all() as unknown as StoredToken[],
    markTokenUsed: (id, at) =>
      together(async () => {
        markTokenUsed.run(at, id);
      }),
    extendToken: (id, expiresAt) => together(async () => extendToken.run(expiresAt, id).changes > 0),
    removeIssuedTokens: (endedBefore) =>
      together(async () => {
        removeIssued.run(endedBefore);
      }),
    async trustPolicies(workspace) {
      const rows = workspace === undefined ? policies.all() : policiesOf.all(workspace);
      return (rows as unknown as TrustPolicyRow[]).map(trustPolicyOf);
    },
    addDenial: (denial) => together(async () => trail.add(denial)),
    trailEnd: async () => trail.end(),
    trail: async (range, limit) => trail.read(range, limit),
    claim: (key, value) =>
      together(async () => {
        claim.run(key, value);
        return (claimed.get(key) as { value: string }).value;
      }),
    async ping() {
      reader.prepare('SELECT 1').get();
    },
    async close() {
      await commits.idle();
      reader.close();
      writer.close();
    },
  };
}
