// Rows of the database and the values they stand for.
import type { Actor, ConnectionConfig, Edit, Lock, Verification } from '@flowlink/schema';
import type { TrailEntry } from '../audit/trail-entry.ts';
import type { StoredConnection, StoredSecret } from '../connections/stored-connection.ts';
import type { HeldLock } from '../locks/lock.ts';
import type { TrustPolicy } from '../oidc/trust-policy.ts';

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
  readonly applied_name: string | null;
  readonly edits: string;
  readonly verification: string | null;
}

export interface SecretRow extends Omit<StoredSecret, 'applied'> {
  readonly connection: string;
  readonly field: string;
  readonly applied_salt: string | null;
  readonly applied_fingerprint: string | null;
}

export interface LockRow {
  readonly lock: string;
  readonly token: string;
}

/** An entry of the audit trail, or with the kind denial one of the denied attempts, whose workspace may not be known. */
export interface TrailRow {
  readonly kind: TrailEntry['kind'];
  readonly position: number;
  readonly workspace: string | null;
  readonly entry: string;
}

export function trailEntryOf({ kind, position, workspace, entry }: TrailRow): TrailEntry {
  return { kind, position, workspace, ...(JSON.parse(entry) as object) } as TrailEntry;
}

export interface TrustPolicyRow extends Omit<TrustPolicy, 'claims'> {
  readonly claims: string;
}

export function trustPolicyOf({ claims, ...row }: TrustPolicyRow): TrustPolicy {
  return { ...row, claims: JSON.parse(claims) as TrustPolicy['claims'] };
}

export function trustPolicyRowOf({ claims, ...policy }: TrustPolicy): TrustPolicyRow {
  return { ...policy, claims: JSON.stringify(claims) };
}

export function lockOf({ lock, token }: LockRow): HeldLock {
  return { lock: JSON.parse(lock) as Lock, token };
}

/** Field by field, for copying the rest of a row costs three times as much as all else here. */
export function connectionOf(row: ConnectionRow, secrets: readonly SecretRow[]): StoredConnection {
  const { config, applied, edits, verification, changed_by } = row;
  return {
    id: row.id,
    workspace: row.workspace,
    name: row.name,
    revision: row.revision,
    created_at: row.created_at,
    changed_at: row.changed_at,
    applied_at: row.applied_at,
    applied_run: row.applied_run,
    applied_name: row.applied_name,
    managed: row.managed === 1,
    config: JSON.parse(config) as ConnectionConfig,
    applied: applied === null ? null : (JSON.parse(applied) as ConnectionConfig),
    edits: JSON.parse(edits) as Edit[],
    verification: verification === null ? null : (JSON.parse(verification) as Verification),
    changed_by: JSON.parse(changed_by) as Actor,
    secrets: Object.fromEntries(secrets.map((secret) => [secret.field, secretOf(secret)])),
  };
}

function secretOf(row: SecretRow): StoredSecret {
  const { salt, fingerprint, set_at, applied_salt, applied_fingerprint, sealed, data_key } = row;
  const applied =
    applied_salt === null || applied_fingerprint === null
      ? null
      : { salt: applied_salt, fingerprint: applied_fingerprint };
  return { salt, fingerprint, set_at, applied, sealed, data_key };
}

export function rowOf({
  secrets: _secrets,
  managed,
  config,
  applied,
  edits,
  verification,
  changed_by,
  ...connection
}: StoredConnection): ConnectionRow {
  return {
    ...connection,
    managed: managed ? 1 : 0,
    config: JSON.stringify(config),
    applied: applied === null ? null : JSON.stringify(applied),
    edits: JSON.stringify(edits),
    verification: verification === null ? null : JSON.stringify(verification),
    changed_by: JSON.stringify(changed_by),
  };
}

export function secretRowsOf({ id, secrets }: StoredConnection): SecretRow[] {
  return Object.entries(secrets).map(([field, { applied, ...secret }]) => ({
    ...secret,
    connection: id,
    field,
    applied_salt: applied?.salt ?? null,
    applied_fingerprint: applied?.fingerprint ?? null,
  }));
}
