// What the operations on a workspace's lock do.
import type { LockRequest } from '@flowlink/schema';
import { heldNow } from '../locks/lock.ts';
import { releaseLock, takeLock } from '../locks/workspace-lock.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { isRefusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { type Handlers, ok, workspaceOf } from './call.ts';

export function lockHandlers(store: Store, metrics: Metrics) {
  return {
    async getLock(call) {
      return ok({ lock: heldNow(await store.lock(workspaceOf(call)), call.now) ?? null });
    },
    async acquireLock(call) {
      const { body, token, now } = call;
      const lock = await store.transaction(workspaceOf(call), (tx) =>
        takeLock(tx, workspaceOf(call), body as LockRequest, token.id, now),
      );
      if (isRefusal(lock)) return lock;
      if (lock.acquired_at === now.toISOString()) metrics.lockTaken();
      return ok(lock);
    },
    async releaseLock(call) {
      const { query, token, user, now } = call;
      const release = {
        run: String(query.run),
        force: query.force === true,
        token: { id: token.id, isAdmin: token.role === 'admin' },
        by: { token: token.name, ...(user === undefined ? {} : { user }) },
      };
      const refusal = await store.transaction(workspaceOf(call), (tx) =>
        releaseLock(tx, workspaceOf(call), release, now),
      );
      return refusal ?? { status: 204 };
    },
  } satisfies Partial<Handlers>;
}
