// Encryption keys and sealed secrets on PostgreSQL.
import type { ISql } from 'postgres';
import type { DataKey } from '../../secrets/data-key.ts';
import type { DataKeys } from '../../secrets/secret-box.ts';
import type { KeyChange, KeyStore, ListedSecret, Sealing, SecretAtRest } from '../key-store.ts';
import { begin, type Database } from './begin.ts';

type Statements = ISql<{ bigint: number }>;

function postgresDataKeys(sql: Statements): DataKeys {
  return {
    async newestDataKey() {
      const [newest] = await sql<DataKey[]>`
        SELECT * FROM data_keys ORDER BY created_at COLLATE "C" DESC, id DESC LIMIT 1`;
      return newest;
    },
    async dataKey(id) {
      const [one] = await sql<DataKey[]>`SELECT * FROM data_keys WHERE id = ${id}`;
      return one;
    },
  };
}

/** @param sql whoever calls has begun a transaction, and is alone in its workspace */
export function postgresSealing(sql: Statements): Sealing {
  return {
    ...postgresDataKeys(sql),
    secretsSealedOtherwise: async (workspace, dataKey, limit) => [
      ...(await sql<SecretAtRest[]>`
        SELECT connection, field, sealed, data_key FROM secrets
        JOIN connections ON connections.id = secrets.connection
        WHERE workspace = ${workspace} AND data_key IS DISTINCT FROM ${dataKey}
        ORDER BY connection, field LIMIT ${limit}`),
    ],
    async saveSealed({ sealed, data_key, connection, field }) {
      await sql`
        UPDATE secrets SET sealed = ${sealed}, data_key = ${data_key}
        WHERE connection = ${connection} AND field = ${field}`;
    },
  };
}

function postgresKeyChange(sql: Statements): KeyChange {
  return {
    ...postgresDataKeys(sql),
    dataKeys: async () => [
      ...(await sql<DataKey[]>`SELECT * FROM data_keys ORDER BY created_at COLLATE "C", id`),
    ],
    async saveDataKey({ id, wrapped, created_at }) {
      await sql`
        INSERT INTO data_keys VALUES (${id}, ${wrapped}, ${created_at})
        ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped`;
    },
    async note(about) {
      const [row] = await sql<{ value: string }[]>`SELECT value FROM meta WHERE key = ${about}`;
      return row?.value;
    },
    async saveNote(about, value) {
      await sql`
        INSERT INTO meta VALUES (${about}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
    },
    async sealedDirectly() {
      const [row] = await sql<{ count: number }[]>`
        SELECT COUNT(*) AS count FROM secrets WHERE data_key IS NULL`;
      return row?.count ?? 0;
    },
  };
}

export function postgresKeys(sql: Database): KeyStore {
  return {
    ...postgresKeyReads(sql),
    change: <T>(work: (keys: KeyChange) => Promise<T>) =>
      begin(sql, async (tx) => {
        await tx`SET LOCAL lock_timeout = '5s'`;
        // Whoever seals has read a data key in the same transaction, and so holds a lock that conflicts with this one.
        await tx`LOCK TABLE data_keys IN ACCESS EXCLUSIVE MODE`;
        return work(postgresKeyChange(tx));
      }) as Promise<T>,
  };
}

export function postgresKeyReads(sql: Statements): Omit<KeyStore, 'change'> {
  return {
    ...postgresDataKeys(sql),
    async workspacesSealedOtherwise(dataKey) {
      const rows = await sql<{ workspace: string }[]>`
        SELECT DISTINCT workspace FROM secrets JOIN connections ON connections.id = secrets.connection
        WHERE data_key IS DISTINCT FROM ${dataKey} ORDER BY workspace`;
      return rows.map(({ workspace }) => workspace);
    },
    secrets: async ({ connection, field }, limit) => [
      ...(await sql<ListedSecret[]>`
        SELECT connection, field, sealed, data_key, salt, fingerprint, workspace, name FROM secrets
        JOIN connections ON connections.id = secrets.connection
        WHERE (connection COLLATE "C", field COLLATE "C") > (${connection}, ${field})
        ORDER BY connection COLLATE "C", field COLLATE "C" LIMIT ${limit}`),
    ],
  };
}
