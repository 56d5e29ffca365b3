// Where a database comes from: a copy that is put in the place of the original continues at numbers that nobody has seen.
import type { Store } from './store.ts';

/**
 * The note that a copy carries. What the original gave out after the copy was made, clients may remember: a plan that is pinned
 * to a revision, an export of the trail that goes on behind a position. A restored copy must not give the same out again.
 */
export const ORIGIN = { key: 'origin', own: 'own', copy: 'copy' } as const;

/** Jumped over at least, however late the clock is. */
export const JUMP = 1_000_000;

/** Before anything is written to a copy that was put in the place of the original. */
export async function leaveLostFuture(store: Store, now: Date): Promise<void> {
  if ((await store.claim(ORIGIN.key, ORIGIN.own)) === ORIGIN.copy) await store.skipAhead(now.getTime());
}
