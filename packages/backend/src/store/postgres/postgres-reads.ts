// Reads connections with their secrets in one statement, so that a reader never sees half of a write.
import type { ISql } from 'postgres';
import type { StoredConnection } from '../../connections/stored-connection.ts';
import { type ConnectionRow, connectionOf, type SecretRow } from '../rows.ts';

/** A connection beside one of its secrets, or beside none. */
interface JoinedRow extends ConnectionRow {
  readonly secret: Omit<SecretRow, 'sealed'> | null;
  readonly sealed: Uint8Array | null;
}

type Reader = ISql<{ bigint: number }>;

export async function readConnection(
  sql: Reader,
  workspace: string,
  name: string,
): Promise<StoredConnection | undefined> {
  const rows = await sql<JoinedRow[]>`
    SELECT connections.*, sealed, ${secretColumns(sql)} FROM connections
    LEFT JOIN secrets ON secrets.connection = connections.id
    WHERE workspace = ${workspace} AND name = ${name}`;
  return joined(rows)[0];
}

/** Those whose name comes after `after`, in the order of Unicode code points. */
export async function readConnections(
  sql: Reader,
  workspace: string,
  after: string,
  limit: number,
): Promise<StoredConnection[]> {
  const rows = await sql<JoinedRow[]>`
    SELECT page.*, sealed, ${secretColumns(sql)} FROM (
      SELECT * FROM connections WHERE workspace = ${workspace} AND name > ${after} ORDER BY name LIMIT ${limit}
    ) AS page
    LEFT JOIN secrets ON secrets.connection = page.id
    ORDER BY page.name`;
  return joined(rows);
}

/** The sealed value stands beside them, for JSON has no bytes. */
function secretColumns(sql: Reader) {
  return sql`
    CASE WHEN secrets.connection IS NULL THEN NULL ELSE json_build_object('connection', secrets.connection,
      'field', field, 'salt', salt, 'fingerprint', fingerprint, 'set_at', set_at, 'data_key', data_key,
      'applied_salt', applied_salt, 'applied_fingerprint', applied_fingerprint) END AS secret`;
}

function joined(rows: readonly JoinedRow[]): StoredConnection[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { secret: _secret, sealed: _sealed, ...row } = first;
    const secrets = group.flatMap(({ secret, sealed }) => (secret && sealed ? [{ ...secret, sealed }] : []));
    return [connectionOf(row, secrets)];
  });
}
