// Holds the workspace's lock for as long as a run lasts.
import type { Lock, LockHolder } from '@flowlink/schema';
import { describeFailure } from '../backend/failure.ts';
import type { Backend, Result } from '../backend/port.ts';
import type { Clock } from '../clock.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A killed run blocks others no longer than this. */
export const LEASE_SECONDS = 60;
const HEARTBEAT_MS = (LEASE_SECONDS * 1000) / 3;
const RETRY_MS = 2_000;

/** A lock that is held and kept alive. */
export interface Lease {
  /** Why the lock is no longer held, once it is not. */
  readonly lost: () => Diagnostic | undefined;
  /** If it fails the lease ends by itself. */
  release(): Promise<Result<void>>;
}

export interface LeaseRequest {
  readonly backend: Backend;
  readonly run: string;
  readonly holder: LockHolder;
  readonly clock: Clock;
  /** How long to wait for another run's lock; 0 does not wait at all. */
  readonly timeoutSeconds: number;
  /** Aborting it ends the wait. */
  readonly stop: AbortSignal;
  /** Called once, when another run's lock is in the way and is waited for. */
  readonly onWait: (reason: Diagnostic) => void;
}

export async function acquireLease(
  request: LeaseRequest,
): Promise<{ ok: true; lease: Lease } | { ok: false; diagnostic: Diagnostic }> {
  const { backend, run, holder, clock } = request;
  const acquire = () => backend.acquireLock({ run, holder, leaseSeconds: LEASE_SECONDS });
  const first = await acquireInTime(acquire, request);
  if (!first.ok) return { ok: false, diagnostic: describeFailure(first.failure) };
  let lost: Diagnostic | undefined;
  const beats = new Set<Promise<void>>();
  const stopHeartbeat = clock.every(HEARTBEAT_MS, () => {
    const beat = acquire()
      .then((result) => {
        // A heartbeat that did not get through is no loss yet; the backend refuses writes once the lease is over.
        if (!result.ok && result.failure.kind === 'problem') lost = describeFailure(result.failure);
      })
      .finally(() => beats.delete(beat));
    beats.add(beat);
  });
  return {
    ok: true,
    lease: {
      lost: () => lost,
      async release() {
        stopHeartbeat();
        // A heartbeat that is still under way would take the lock anew if it arrived after the release.
        await Promise.all(beats);
        return backend.releaseLock(run);
      },
    },
  };
}

/** Asks again every now and then as long as another run holds the lock and there is time. */
async function acquireInTime(
  acquire: () => Promise<Result<Lock>>,
  { clock, timeoutSeconds, stop, onWait }: LeaseRequest,
): Promise<Result<Lock>> {
  const deadline = clock.now().getTime() + timeoutSeconds * 1000;
  for (let isFirst = true; ; isFirst = false) {
    const result = await acquire();
    const isHeld =
      !result.ok && result.failure.kind === 'problem' && result.failure.problem.code === 'lock_held';
    const left = deadline - clock.now().getTime();
    if (!isHeld || left <= 0 || stop.aborted) return result;
    if (isFirst) onWait(describeFailure(result.failure));
    await clock.sleep(Math.min(RETRY_MS, left));
  }
}
