// What every write of a connection starts with: who makes it, and whether it may be made.
import type { Actor } from '@flowlink/schema';
import { checkRunHoldsLock } from '../locks/lock.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import type { StoredToken } from '../tokens/token.ts';

/** Who writes where, when, and in which run. Without a run it is a direct edit. */
export interface WriteContext {
  readonly workspace: string;
  readonly name: string;
  readonly token: Pick<StoredToken, 'id' | 'name'>;
  /** Who makes a direct edit, as the client says. */
  readonly user?: string;
  readonly now: Date;
  readonly run?: string;
}

/** Who makes the write. A run may write only while it holds the workspace's lock, and writes as the lock's holder. */
export async function writerOf(
  tx: Transaction,
  { workspace, token, user, run, now }: WriteContext,
): Promise<Actor | Refusal> {
  if (run === undefined) return { token: token.name, ...(user === undefined ? {} : { user }) };
  const lock = checkRunHoldsLock(await tx.lock(workspace), { run, token: token.id }, now);
  return isRefusal(lock) ? lock : { token: token.name, user: lock.holder.user };
}
