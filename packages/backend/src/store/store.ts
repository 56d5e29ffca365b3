// What the backend keeps. Every database implements this, and the rules above it are the same for all.
import type { AuditAction, AuditEntry, Run } from '@flowlink/schema';
import type { NewEntry } from '../audit/audit-entry.ts';
import type { Denial } from '../audit/denial.ts';
import type { TrailEntry, TrailRange } from '../audit/trail-entry.ts';
import type { Trace } from '../connections/repetitions.ts';
import type { ShownConnection, StoredConnection } from '../connections/stored-connection.ts';
import type { HeldLock } from '../locks/lock.ts';
import type { TrustPolicy } from '../oidc/trust-policy.ts';
import type { StoredToken } from '../tokens/token.ts';
import type { KeyStore, Sealing } from './key-store.ts';

/**
 * Reads and writes that happen together or not at all, alone as far as anyone can tell. What is asked for at once is one way to
 * PostgreSQL instead of several. Beside a write that may only be reads: a full disk may end the transaction with one of them,
 * and a write after that would stand alone.
 */
export interface Transaction extends Sealing {
  /** A new random ID with a prefix. */
  newId(prefix: string): string;
  /** A number that no write of the workspace has had before. */
  nextRevision(workspace: string): Promise<number>;
  connection(workspace: string, name: string): Promise<StoredConnection | undefined>;
  /** Writes the connection with this ID, its name included. */
  saveConnection(connection: StoredConnection): Promise<void>;
  /** Writes the connection and what the trail says of the write. */
  saveWrite(connection: StoredConnection, entry: NewEntry): Promise<void>;
  removeConnection(id: string): Promise<void>;
  trace(workspace: string, name: string): Promise<Trace | undefined>;
  /** Replaces the trace that the name had. */
  saveTrace(trace: Trace): Promise<void>;
  /** The lock that was last taken and not released; its lease may have ended. */
  lock(workspace: string): Promise<HeldLock | undefined>;
  saveLock(workspace: string, lock: HeldLock): Promise<void>;
  removeLock(workspace: string): Promise<void>;
  run(workspace: string, id: string): Promise<Run | undefined>;
  saveRun(workspace: string, run: Run): Promise<void>;
  /** Adds a token. */
  saveToken(token: StoredToken): Promise<void>;
  /** @returns whether there was such a token that was not revoked yet */
  revokeToken(id: string, at: string): Promise<boolean>;
  saveTrustPolicy(policy: TrustPolicy): Promise<void>;
  /** With all tokens that it gave. */
  removeTrustPolicy(id: string): Promise<void>;
  /** There is no way to change or to remove one. */
  addAuditEntry(workspace: string, entry: NewEntry): Promise<void>;
}

export interface Store {
  /**
   * Runs one transaction after the other of a workspace, however many instances share the database.
   *
   * @param work touches nothing of another workspace, and has no effect but through the transaction
   */
  transaction<T>(workspace: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  connection(workspace: string, name: string): Promise<ShownConnection | undefined>;
  /** The connections whose name comes after `after`, in the order of Unicode code points. */
  connections(workspace: string, after: string, limit: number): Promise<ShownConnection[]>;
  /** The newest runs before the given position in the order of opening. */
  runs(
    workspace: string,
    before: number,
    limit: number,
  ): Promise<{ readonly position: number; readonly run: Run }[]>;
  run(workspace: string, id: string): Promise<Run | undefined>;
  /** The lock that was last taken and not released; its lease may have ended. */
  lock(workspace: string): Promise<HeldLock | undefined>;
  /** The newest entries before the given position, all of them or those of one kind. */
  audit(workspace: string, before: number, limit: number, action?: AuditAction): Promise<AuditEntry[]>;
  tokenByHash(hash: string): Promise<StoredToken | undefined>;
  token(id: string): Promise<StoredToken | undefined>;
  /** All tokens, by workspace and name. */
  tokens(): Promise<StoredToken[]>;
  /** Touches nothing else of the token, which may be revoked meanwhile. */
  markTokenUsed(id: string, at: string): Promise<void>;
  /** Gives a token that ends and was not revoked another end. @returns whether there is such a token */
  extendToken(id: string, expiresAt: string): Promise<boolean>;
  /** Removes the tokens that trust policies gave and that ended before then; the audit trail still has them. */
  removeIssuedTokens(endedBefore: string): Promise<void>;
  /** Those of one workspace or of all, by workspace and age. */
  trustPolicies(workspace?: string): Promise<TrustPolicy[]>;
  /** There is no way to change or to remove one. */
  addDenial(denial: Denial): Promise<void>;
  /** The position up to which nothing will be added any more to either trail; 0 if both are empty. */
  trailEnd(): Promise<number>;
  /** Entries of both trails, the oldest first. */
  trail(range: TrailRange, limit: number): Promise<TrailEntry[]>;
  /** A value that belongs to the whole database; the first writer wins. @returns the value that is kept */
  claim(key: string, value: string): Promise<string>;
  /**
   * For a database that was put back from a copy: revisions, and positions of both trails, that are given out from now on are above
   * all before, and above this number. It is no copy any more.
   *
   * @param past the time in milliseconds, which is above whatever the lost future gave out
   */
  skipAhead(past: number): Promise<void>;
  readonly keys: KeyStore;
  /** Throws if the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
