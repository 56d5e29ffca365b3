// Rows of the database and the values they stand for.
import type { Actor, ConnectionConfig } from '@flowlink/schema';
import type { StoredConnection, StoredSecret } from '../connections/stored-connection.ts';

export interface ConnectionRow {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly managed: number;
  readonly revision: number;
  readonly config: string;
  readonly applied: string | null;
  readonly created_at: string;
  readonly changed_at: string;
  readonly changed_by: string;
  readonly applied_at: string | null;
  readonly applied_run: string | null;
}

export interface SecretRow extends StoredSecret {
  readonly connection: string;
  readonly field: string;
}

export function connectionOf(
  { managed, config, applied, changed_by, ...row }: ConnectionRow,
  secrets: readonly SecretRow[],
): StoredConnection {
  return {
    ...row,
    managed: managed === 1,
    config: JSON.parse(config) as ConnectionConfig,
    applied: applied === null ? null : (JSON.parse(applied) as ConnectionConfig),
    changed_by: JSON.parse(changed_by) as Actor,
    secrets: Object.fromEntries(
      secrets.map(({ field, salt, fingerprint, ciphertext }) => [field, { salt, fingerprint, ciphertext }]),
    ),
  };
}

export function rowOf({
  secrets: _secrets,
  managed,
  config,
  applied,
  changed_by,
  ...connection
}: StoredConnection): ConnectionRow {
  return {
    ...connection,
    managed: managed ? 1 : 0,
    config: JSON.stringify(config),
    applied: applied === null ? null : JSON.stringify(applied),
    changed_by: JSON.stringify(changed_by),
  };
}
