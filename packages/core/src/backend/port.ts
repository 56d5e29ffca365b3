// The backend as the stages see it. The HTTP adapter is one implementation; another backend is another one.
import type {
  AuditAction,
  AuditEntry,
  Connection,
  ConnectionConfig,
  Lock,
  LockHolder,
  Run,
  RunCounts,
  RunMode,
  Verification,
} from '@flowlink/schema';
import type { Failure } from './failure.ts';

/** A value, or why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** A secret on its way to the backend. */
export interface Revealable {
  reveal(): string;
}

/** A connection to write. */
export interface Write {
  readonly name: string;
  readonly config: ConnectionConfig;
  /** The secret fields to set; those left out keep their value. */
  readonly secrets: Readonly<Record<string, Revealable>>;
  /** The revision to replace; null if the connection must not exist yet. */
  readonly revision: number | null;
  /** Make it another connection with a new ID. */
  readonly replace: boolean;
  /** What the store said of exactly this, if it was asked. */
  readonly verification?: Verification;
  /** The run that writes. Repeating a write within its run has no further effect. */
  readonly run: string;
}

/** A connection as it is believed to be, and the run that changes it. */
export interface Target {
  readonly name: string;
  readonly revision: number;
  readonly run: string;
}

/** What an apply tells about itself. */
export interface RunOpening {
  readonly id: string;
  readonly mode: RunMode;
  readonly holder: LockHolder;
  readonly commit?: string;
  /** How many changes it is about to make. */
  readonly planned: number;
}

/** One workspace on one backend. Nothing here throws; every failure is data. */
export interface Backend {
  /** All connections of the workspace, or a failure: never a part of them. */
  listConnections(): Promise<Result<Connection[]>>;
  /** Each write has an outcome of its own, in the same order. */
  putConnections(writes: readonly Write[]): Promise<readonly Result<Connection>[]>;
  deleteConnection(target: Target): Promise<Result<void>>;
  /** Gives a connection another name. */
  moveConnection(target: Target & { readonly to: string }): Promise<Result<Connection>>;
  /** Stops managing a connection and leaves it as it is. */
  forgetConnection(target: Target): Promise<Result<Connection>>;
  /** Notes what a connection's store said of it. Not a write: the revision stays. */
  recordVerification(
    target: Omit<Target, 'run'> & { readonly verification: Verification },
  ): Promise<Result<Connection>>;
  /** The workspace's lock; null if it is free. */
  getLock(): Promise<Result<Lock | null>>;
  /** Takes the lock for a run, or extends its lease. */
  acquireLock(request: {
    readonly run: string;
    readonly holder: LockHolder;
    readonly leaseSeconds: number;
  }): Promise<Result<Lock>>;
  releaseLock(run: string): Promise<Result<void>>;
  /** Takes the lock away from a run of somebody else. @param user who does it */
  forceUnlock(run: string, user: string): Promise<Result<void>>;
  /** The newest runs first, at most so many. */
  listRuns(limit: number): Promise<Result<Run[]>>;
  getRun(run: string): Promise<Result<Run>>;
  /** The newest entries of one kind first, at most so many. */
  listAudit(action: AuditAction, limit: number): Promise<Result<AuditEntry[]>>;
  openRun(opening: RunOpening): Promise<Result<void>>;
  closeRun(
    run: string,
    outcome: 'succeeded' | 'failed' | 'interrupted',
    counts: RunCounts,
  ): Promise<Result<void>>;
}
