// What the backend keeps. Every database implements this, and the rules above it are the same for all.
import type { Lock, Run } from '@flowlink/schema';
import type { StoredConnection } from '../connections/stored-connection.ts';
import type { StoredToken } from '../tokens/token.ts';

/** That a run deleted or renamed a connection; tells a repeated request from a mistaken one. */
export interface Trace {
  readonly workspace: string;
  readonly name: string;
  readonly run: string;
  /** The revision that was deleted or renamed. */
  readonly revision: number;
  /** The new name; null if it was deleted. */
  readonly movedTo: string | null;
}

/** Reads and writes that happen together or not at all, alone as far as anyone can tell. */
export interface Transaction {
  /** A new random ID with a prefix. */
  newId(prefix: string): string;
  /** A number that no write of the workspace has had before. */
  nextRevision(workspace: string): Promise<number>;
  connection(workspace: string, name: string): Promise<StoredConnection | undefined>;
  /** Writes the connection with this ID. */
  saveConnection(connection: StoredConnection): Promise<void>;
  removeConnection(id: string): Promise<void>;
  trace(workspace: string, name: string): Promise<Trace | undefined>;
  /** Replaces the trace that the name had. */
  saveTrace(trace: Trace): Promise<void>;
  lock(workspace: string): Promise<Lock | undefined>;
  saveLock(workspace: string, lock: Lock): Promise<void>;
  removeLock(workspace: string): Promise<void>;
  run(workspace: string, id: string): Promise<Run | undefined>;
  saveRun(workspace: string, run: Run): Promise<void>;
}

export interface Store {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  connection(workspace: string, name: string): Promise<StoredConnection | undefined>;
  /** The connections whose name comes after `after`, in the order of Unicode code points. */
  connections(workspace: string, after: string, limit: number): Promise<StoredConnection[]>;
  /** The newest runs before the given position in the order of opening. */
  runs(
    workspace: string,
    before: number,
    limit: number,
  ): Promise<{ readonly position: number; readonly run: Run }[]>;
  tokenByHash(hash: string): Promise<StoredToken | undefined>;
  tokens(): Promise<StoredToken[]>;
  saveToken(token: StoredToken): Promise<void>;
  /** @returns whether there was such a token */
  removeToken(id: string): Promise<boolean>;
  /** A value that belongs to the whole database; the first writer wins. @returns the value that is kept */
  claim(key: string, value: string): Promise<string>;
  /** Throws if the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
