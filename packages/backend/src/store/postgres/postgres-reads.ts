// Reads connections with their secrets in one statement, so that a reader never sees half of a write.
import type { ISql } from 'postgres';
import type { ShownConnection, StoredConnection } from '../../connections/stored-connection.ts';
import { type ConnectionRow, connectionOf, type SecretRow, shownOf } from '../rows.ts';

/** A connection beside one of its secrets, or beside none. */
interface StateRow extends ConnectionRow {
  readonly secret: Omit<SecretRow, 'sealed'> | null;
}

interface JoinedRow extends StateRow {
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
  return stored(rows)[0];
}

/** What is shown of one. */
export async function readShown(
  sql: Reader,
  workspace: string,
  name: string,
): Promise<ShownConnection | undefined> {
  const rows = await sql<StateRow[]>`
    SELECT connections.*, ${secretColumns(sql)} FROM connections
    LEFT JOIN secrets ON secrets.connection = connections.id
    WHERE workspace = ${workspace} AND name = ${name}`;
  return shown(rows)[0];
}

/** What is shown of those whose name comes after `after`, in the order of Unicode code points. */
export async function readConnections(
  sql: Reader,
  workspace: string,
  after: string,
  limit: number,
): Promise<ShownConnection[]> {
  const rows = await sql<StateRow[]>`
    SELECT page.*, ${secretColumns(sql)} FROM (
      SELECT * FROM connections WHERE workspace = ${workspace} AND name > ${after} ORDER BY name LIMIT ${limit}
    ) AS page
    LEFT JOIN secrets ON secrets.connection = page.id
    ORDER BY page.name`;
  return shown(rows);
}

/** Without the sealed value, which stands beside them where it is needed: JSON has no bytes. */
function secretColumns(sql: Reader) {
  return sql`
    CASE WHEN secrets.connection IS NULL THEN NULL ELSE json_build_object('connection', secrets.connection,
      'field', field, 'salt', salt, 'fingerprint', fingerprint, 'set_at', set_at, 'data_key', data_key,
      'applied_salt', applied_salt, 'applied_fingerprint', applied_fingerprint) END AS secret`;
}

function stored(rows: readonly JoinedRow[]): StoredConnection[] {
  return byConnection(rows, ({ secret: _secret, sealed: _sealed, ...row }, group) => {
    const secrets = group.flatMap(({ secret, sealed }) => (secret && sealed ? [{ ...secret, sealed }] : []));
    return connectionOf(row, secrets);
  });
}

function shown(rows: readonly StateRow[]): ShownConnection[] {
  return byConnection(rows, (row, group) =>
    shownOf(
      row,
      group.flatMap(({ secret }) => (secret ? [secret] : [])),
    ),
  );
}

/** @param make makes a value of a connection's first row, and of all of its rows */
function byConnection<Row extends ConnectionRow, T>(
  rows: readonly Row[],
  make: (first: Row, group: readonly Row[]) => T,
): T[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => {
    const [first] = group;
    return first ? [make(first, group)] : [];
  });
}
