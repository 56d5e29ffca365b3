// Takes and releases the lock of a workspace inside a transaction.
import type { Actor, Lock, LockRequest } from '@flowlink/schema';
import { runEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { unlockedRun } from '../runs/run.ts';
import type { Transaction } from '../store/store.ts';
import { checkRelease, grantLock } from './lock.ts';

/** @param token the ID of the token that asks */
export async function takeLock(
  tx: Transaction,
  workspace: string,
  request: LockRequest,
  token: string,
  now: Date,
): Promise<Lock | Refusal> {
  const granted = grantLock(await tx.lock(workspace), request, token, now);
  if (isRefusal(granted)) return granted;
  const run = await tx.run(workspace, request.run);
  // Its process may still be at work, and would go on as if nothing had happened.
  if (run?.unlocked) {
    return {
      refused: 'lock_not_held',
      detail: `The lock was taken away from the run ${request.run}, which does not get it again.`,
    };
  }
  // A request that was long under way, as a proxy may send it twice, would lock everybody out for as long as a lease.
  if (run && run.outcome !== 'open') {
    return {
      refused: 'lock_not_held',
      detail: `The run ${request.run} is over, and does not get the lock again.`,
    };
  }
  await tx.saveLock(workspace, granted);
  return granted.lock;
}

export interface Release {
  /** The run that holds the lock, as far as the client knows. */
  readonly run: string;
  readonly force: boolean;
  readonly token: { readonly id: string; readonly isAdmin: boolean };
  readonly by: Actor;
}

/** @returns undefined once the lock is free */
export async function releaseLock(
  tx: Transaction,
  workspace: string,
  { run, force, token, by }: Release,
  now: Date,
): Promise<Refusal | undefined> {
  const claim = { run, force, token: token.id, isAdmin: token.isAdmin };
  const lock = checkRelease(await tx.lock(workspace), claim, now);
  if (!lock) return undefined;
  if (isRefusal(lock)) return lock;
  await tx.removeLock(workspace);
  if (!force) return undefined;
  const holder = await tx.run(workspace, run);
  if (holder?.outcome === 'open') await tx.saveRun(workspace, unlockedRun(holder, by, now));
  await tx.addAuditEntry(workspace, runEntry('lock_released_by_force', run, by, now));
  return undefined;
}
