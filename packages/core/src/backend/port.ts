// The backend as the stages see it. The HTTP adapter is one implementation; another backend is another one.
import type { Connection, ConnectionConfig, Lock, LockHolder, Run, RunCounts } from '@flowlink/schema';
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
  /** The run that writes. Repeating a write within its run has no further effect. */
  readonly run: string;
}

/** What an apply tells about itself. */
export interface RunOpening {
  readonly id: string;
  readonly mode: 'apply' | 'destroy';
  readonly holder: LockHolder;
  readonly commit?: string;
  /** How many changes it is about to make. */
  readonly planned: number;
}

/** One workspace on one backend. Nothing here throws; every failure is data. */
export interface Backend {
  /** All connections of the workspace, or a failure: never a part of them. */
  listConnections(): Promise<Result<Connection[]>>;
  putConnection(write: Write): Promise<Result<Connection>>;
  deleteConnection(target: {
    readonly name: string;
    readonly revision: number;
    readonly run: string;
  }): Promise<Result<void>>;
  /** Takes the lock for a run, or extends its lease. */
  acquireLock(request: {
    readonly run: string;
    readonly holder: LockHolder;
    readonly leaseSeconds: number;
  }): Promise<Result<Lock>>;
  releaseLock(run: string): Promise<Result<void>>;
  /** The newest runs first, at most so many. */
  listRuns(limit: number): Promise<Result<Run[]>>;
  openRun(opening: RunOpening): Promise<Result<void>>;
  closeRun(
    run: string,
    outcome: 'succeeded' | 'failed' | 'interrupted',
    counts: RunCounts,
  ): Promise<Result<void>>;
}
