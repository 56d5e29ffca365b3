// Who may hold a workspace's lock, decided from the lock that is there and the clock.
import type { Lock, LockRequest } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';

/** A lock, and the ID of the token that took it, which nobody is told. */
export interface HeldLock {
  readonly lock: Lock;
  readonly token: string;
}

/** Who asks: a run, by the ID of the token that speaks for it. */
export interface Claimant {
  readonly run: string;
  readonly token: string;
}

/** The lock that a request gets. A lock whose lease has ended is free. */
export function grantLock(
  present: HeldLock | undefined,
  { run, holder, lease_seconds }: LockRequest,
  token: string,
  now: Date,
): HeldLock | Refusal {
  const expires_at = new Date(now.getTime() + lease_seconds * 1000).toISOString();
  const lock = heldNow(present, now);
  if (!present || !lock) {
    return { lock: { run, holder, acquired_at: now.toISOString(), expires_at }, token };
  }
  if (!isHeldBy(present, { run, token })) return held(lock, run);
  return { lock: { ...lock, holder, expires_at }, token };
}

/** The lock, if the run holds it and the token took it. */
export function checkRunHoldsLock(
  present: HeldLock | undefined,
  claimant: Claimant,
  now: Date,
): Lock | Refusal {
  const lock = heldNow(present, now);
  if (present && lock) return isHeldBy(present, claimant) ? lock : held(lock, claimant.run);
  return {
    refused: 'lock_not_held',
    detail: `The run ${claimant.run} does not hold the workspace's lock; its lease may have ended.`,
  };
}

/**
 * The lock that may be released; undefined if there is none, which does no harm. Whoever releases it has to know which
 * run holds it, also by force, so that nobody takes away a lock that he has not seen.
 */
export function checkRelease(
  present: HeldLock | undefined,
  { force, isAdmin, ...claimant }: Claimant & { readonly force: boolean; readonly isAdmin: boolean },
  now: Date,
): Lock | undefined | Refusal {
  const lock = heldNow(present, now);
  if (!present || !lock) return undefined;
  if (lock.run !== claimant.run) return held(lock, claimant.run);
  if (isHeldBy(present, claimant) || (force && isAdmin)) return lock;
  return {
    refused: 'forbidden',
    detail: 'Another token took this lock; releasing it needs force=true and the role admin.',
  };
}

/** The lock, unless its lease has ended. */
export function heldNow(present: HeldLock | undefined, now: Date): Lock | undefined {
  return present && Date.parse(present.lock.expires_at) > now.getTime() ? present.lock : undefined;
}

function isHeldBy(present: HeldLock, { run, token }: Claimant): boolean {
  return present.lock.run === run && present.token === token;
}

/** @param run the one that asked */
function held(lock: Lock, run: string): Refusal {
  const detail =
    lock.run === run
      ? `The run ${run} holds the workspace's lock, and another token took it.`
      : `The run ${lock.run} holds the workspace's lock.`;
  return { refused: 'lock_held', detail, lock };
}
