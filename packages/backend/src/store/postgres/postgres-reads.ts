// Reads connections with their secrets in one statement, so that a reader never sees half of a write.
import type { ISql } from 'postgres';
import type { ShownConnection, StoredConnection } from '../../connections/stored-connection.ts';
import { type ConnectionRow, connectionOf, type SecretRow } from '../rows.ts';
import { shownColumns } from '../shown.ts';

/** A connection beside one of its secrets, or beside none. */
interface JoinedRow extends ConnectionRow {
  readonly secret: Omit<SecretRow, 'sealed'> | null;
  readonly sealed: Uint8Array | null;
}

type Reader = ISql<{ bigint: number }>;

const SHOWN = shownColumns({ object: 'json_build_object', ofRows: 'json_object_agg' });

/** With what a write needs beside what is shown: its secrets as they are sealed. JSON has no bytes, so these stand beside it. */
export async function readConnection(
  sql: Reader,
  workspace: string,
  name: string,
): Promise<StoredConnection | undefined> {
  const rows = await sql<JoinedRow[]>`
    SELECT connections.*, sealed,
      CASE WHEN secrets.connection IS NULL THEN NULL ELSE json_build_object('connection', secrets.connection,
        'field', field, 'salt', salt, 'fingerprint', fingerprint, 'set_at', set_at, 'data_key', data_key,
        'applied_salt', applied_salt, 'applied_fingerprint', applied_fingerprint) END AS secret
    FROM connections LEFT JOIN secrets ON secrets.connection = connections.id
    WHERE workspace = ${workspace} AND name = ${name}`;
  const secrets = rows.flatMap(({ secret, sealed }) => (secret && sealed ? [{ ...secret, sealed }] : []));
  return rows[0] && connectionOf(rows[0], secrets);
}

/** What is shown of one. */
export async function readShown(
  sql: Reader,
  workspace: string,
  name: string,
): Promise<ShownConnection | undefined> {
  const [one] = await sql<ShownConnection[]>`
    SELECT ${sql.unsafe(SHOWN)} FROM connections WHERE workspace = ${workspace} AND name = ${name}`;
  return one;
}

/** What is shown of those whose name comes after `after`, in the order of Unicode code points. */
export async function readConnections(
  sql: Reader,
  workspace: string,
  after: string,
  limit: number,
): Promise<ShownConnection[]> {
  return await sql<ShownConnection[]>`
    SELECT ${sql.unsafe(SHOWN)} FROM connections
    WHERE workspace = ${workspace} AND name > ${after} ORDER BY name LIMIT ${limit}`;
}
