// Holds the workspace's lock for as long as a run lasts.
import type { LockHolder } from '@flowlink/schema';
import { describeFailure } from '../backend/failure.ts';
import type { Backend } from '../backend/port.ts';
import type { Clock } from '../clock.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A killed run blocks others no longer than this. */
const LEASE_SECONDS = 60;
const HEARTBEAT_MS = (LEASE_SECONDS * 1000) / 3;

/** A lock that is held and kept alive. */
export interface Lease {
  /** Why the lock is no longer held, once it is not. */
  readonly lost: () => Diagnostic | undefined;
  release(): Promise<void>;
}

export async function acquireLease(
  backend: Backend,
  run: string,
  holder: LockHolder,
  clock: Clock,
): Promise<{ ok: true; lease: Lease } | { ok: false; diagnostic: Diagnostic }> {
  const acquire = () => backend.acquireLock({ run, holder, leaseSeconds: LEASE_SECONDS });
  const first = await acquire();
  if (!first.ok) return { ok: false, diagnostic: describeFailure(first.failure) };
  let lost: Diagnostic | undefined;
  const stopHeartbeat = clock.every(HEARTBEAT_MS, () => {
    void acquire().then((result) => {
      // A heartbeat that did not get through is no loss yet; the backend refuses writes once the lease is over.
      if (!result.ok && result.failure.kind === 'problem') lost = describeFailure(result.failure);
    });
  });
  return {
    ok: true,
    lease: {
      lost: () => lost,
      async release() {
        stopHeartbeat();
        // If this fails the lease ends by itself.
        await backend.releaseLock(run);
      },
    },
  };
}
