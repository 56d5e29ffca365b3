// Entries of the audit trail: one for each write that took effect, saved in its transaction.
import type { Actor, AuditAction, AuditEntry } from '@flowlink/schema';
import type { TrustPolicy } from '../oidc/trust-policy.ts';
import type { StoredToken } from '../tokens/token.ts';

/** An entry before it has its place in the trail. */
export type NewEntry = Omit<AuditEntry, 'position'>;

/** What happened to which connection. */
interface ConnectionEvent {
  readonly action: Extract<AuditAction, `connection_${string}`>;
  /** The connection's name, before it if it was renamed. */
  readonly name: string;
  /** Its new name. */
  readonly to?: string;
  /** The run that did it; none for a direct edit. */
  readonly run: string | undefined;
  /** The fields that changed, joined with dots. */
  readonly fields?: readonly string[];
  readonly by: Actor;
  readonly now: Date;
}

export function connectionEntry({ action, name, to, run, fields = [], by, now }: ConnectionEvent): NewEntry {
  return {
    at: now.toISOString(),
    by,
    action,
    connection: name,
    ...(to === undefined ? {} : { to }),
    run: run ?? null,
    fields: [...fields],
  };
}

type TrustAction = Extract<AuditAction, `trust_${string}`>;

/** An entry about a trust policy. */
export function trustEntry(
  action: TrustAction,
  { id, name, role }: TrustPolicy,
  by: Actor,
  now: Date,
): NewEntry {
  return {
    at: now.toISOString(),
    by,
    action,
    connection: null,
    run: null,
    fields: [],
    policy: { id, name, role },
  };
}

type TokenAction = Extract<AuditAction, `token_${string}`>;

/** An entry about a token. */
export function tokenEntry(
  action: TokenAction,
  { id, name, role }: StoredToken,
  by: Actor,
  now: Date,
): NewEntry {
  return {
    at: now.toISOString(),
    by,
    action,
    connection: null,
    run: null,
    fields: [],
    token: { id, name, role },
  };
}

/** An entry about a run or the lock that it holds. */
export function runEntry(
  action: Exclude<AuditAction, ConnectionEvent['action'] | TokenAction | TrustAction>,
  run: string,
  by: Actor,
  now: Date,
): NewEntry {
  return { at: now.toISOString(), by, action, connection: null, run, fields: [] };
}
