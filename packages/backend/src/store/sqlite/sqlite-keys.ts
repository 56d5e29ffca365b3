// Encryption keys and sealed secrets on the embedded database.
import type { DatabaseSync } from 'node:sqlite';
import type { DataKey } from '../../secrets/data-key.ts';
import type { DataKeys } from '../../secrets/secret-box.ts';
import type { KeyChange, KeyStore, ListedSecret, Sealing, SecretAtRest } from '../key-store.ts';

const AT_REST = 'secrets.connection, field, sealed, data_key';

function sqliteDataKeys(database: DatabaseSync): DataKeys {
  const newest = database.prepare('SELECT * FROM data_keys ORDER BY created_at DESC, id DESC LIMIT 1');
  const one = database.prepare('SELECT * FROM data_keys WHERE id = ?');
  return {
    newestDataKey: async () => newest.get() as unknown as DataKey | undefined,
    dataKey: async (id) => one.get(id) as unknown as DataKey | undefined,
  };
}

/** @param writer whoever calls has begun a transaction */
export function sqliteSealing(writer: DatabaseSync): Sealing {
  const otherwise = writer.prepare(
    `SELECT ${AT_REST} FROM secrets JOIN connections ON connections.id = secrets.connection
     WHERE workspace = ? AND data_key IS NOT ? ORDER BY secrets.connection, field LIMIT ?`,
  );
  const save = writer.prepare(
    'UPDATE secrets SET sealed = ?, data_key = ? WHERE connection = ? AND field = ?',
  );
  return {
    ...sqliteDataKeys(writer),
    secretsSealedOtherwise: async (workspace, dataKey, limit) =>
      otherwise.all(workspace, dataKey, limit) as unknown as SecretAtRest[],
    async saveSealed({ sealed, data_key, connection, field }) {
      save.run(sealed, data_key, connection, field);
    },
  };
}

/** @param writer whoever calls has begun a transaction */
export function sqliteKeyChange(writer: DatabaseSync): KeyChange {
  const all = writer.prepare('SELECT * FROM data_keys ORDER BY created_at, id');
  const save = writer.prepare(
    `INSERT INTO data_keys VALUES (:id, :wrapped, :created_at)
     ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped`,
  );
  const note = writer.prepare('SELECT value FROM meta WHERE key = ?');
  const saveNote = writer.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  const directly = writer.prepare('SELECT COUNT(*) AS count FROM secrets WHERE data_key IS NULL');
  return {
    ...sqliteDataKeys(writer),
    dataKeys: async () => all.all() as unknown as DataKey[],
    async saveDataKey(dataKey) {
      save.run({ ...dataKey });
    },
    note: async (about) => (note.get(about) as { value: string } | undefined)?.value,
    async saveNote(about, value) {
      saveNote.run(about, value);
    },
    sealedDirectly: async () => (directly.get() as { count: number }).count,
  };
}

/** Statements are prepared once. */
export function sqliteKeyReads(reader: DatabaseSync): Omit<KeyStore, 'change'> {
  const workspaces = reader.prepare(
    `SELECT DISTINCT workspace FROM secrets JOIN connections ON connections.id = secrets.connection
     WHERE data_key IS NOT ? ORDER BY workspace`,
  );
  const secrets = reader.prepare(
    `SELECT ${AT_REST}, salt, fingerprint, workspace, name FROM secrets JOIN connections ON connections.id = secrets.connection
     WHERE (secrets.connection, field) > (?, ?) ORDER BY secrets.connection, field LIMIT ?`,
  );
  return {
    ...sqliteDataKeys(reader),
    workspacesSealedOtherwise: async (dataKey) =>
      (workspaces.all(dataKey) as { workspace: string }[]).map(({ workspace }) => workspace),
    secrets: async ({ connection, field }, limit) =>
      secrets.all(connection, field, limit) as unknown as ListedSecret[],
  };
}
