// Tells a request that a run repeats, because the answer was lost, from a mistaken one.
import { isDeepStrictEqual } from 'node:util';
import type { ConnectionWrite } from '@flowlink/schema';
import { matchesFingerprint } from '../secrets/sealed-secret.ts';
import type { StoredConnection } from './stored-connection.ts';

/** That a run deleted or renamed a connection. Direct edits leave none. */
export interface Trace {
  readonly workspace: string;
  /** The name that the connection had. */
  readonly name: string;
  readonly run: string;
  /** The revision that was deleted or renamed. */
  readonly revision: number;
  /** The new name; null if it was deleted. */
  readonly movedTo: string | null;
}

/** Whether a request for what is no longer there is the one that left this trace. */
export function isRepeatedRemoval(
  trace: Trace | undefined,
  { run, revision, movedTo }: Pick<Trace, 'revision' | 'movedTo'> & { readonly run: string | undefined },
): boolean {
  return trace?.run === run && trace?.revision === revision && trace.movedTo === movedTo;
}

/** Whether the run has applied exactly this before; it may have been edited since. */
export function isRepeatedPut(
  { applied, applied_run, secrets: stored }: StoredConnection,
  run: string,
  { config, secrets = {} }: ConnectionWrite,
): boolean {
  if (applied_run !== run || !isDeepStrictEqual(applied, config)) return false;
  return Object.entries(secrets).every(([field, value]) => {
    const before = stored[field]?.applied;
    return before && matchesFingerprint(value, before);
  });
}
