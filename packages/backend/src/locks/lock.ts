// Who may hold a workspace's lock, decided from the lock that is there and the clock.
import type { Lock, LockRequest } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';

/** The lock that a request gets. A lock whose lease has ended is free. */
export function grantLock(
  present: Lock | undefined,
  { run, holder, lease_seconds }: LockRequest,
  now: Date,
): Lock | Refusal {
  const expires_at = new Date(now.getTime() + lease_seconds * 1000).toISOString();
  if (present && !isOver(present, now)) {
    return present.run === run ? { ...present, holder, expires_at } : held(present);
  }
  return { run, holder, acquired_at: now.toISOString(), expires_at };
}

/** The lock, if the run holds it. */
export function checkRunHoldsLock(present: Lock | undefined, run: string, now: Date): Lock | Refusal {
  if (present && !isOver(present, now)) return present.run === run ? present : held(present);
  return {
    refused: 'lock_not_held',
    detail: `The run ${run} does not hold the workspace's lock; its lease may have ended.`,
  };
}

/** Whether the lock may be released; releasing what is not held does no harm. */
export function checkRelease(
  present: Lock | undefined,
  { run, force, admin }: { readonly run: string; readonly force: boolean; readonly admin: boolean },
  now: Date,
): Refusal | undefined {
  if (!present || present.run === run || isOver(present, now)) return undefined;
  if (!force) return held(present);
  return admin
    ? undefined
    : { refused: 'forbidden', detail: "Releasing another run's lock needs the role admin." };
}

function held(lock: Lock): Refusal {
  return { refused: 'lock_held', detail: `The run ${lock.run} holds the workspace's lock.`, lock };
}

function isOver({ expires_at }: Lock, now: Date): boolean {
  return Date.parse(expires_at) <= now.getTime();
}
