// Deletes connections inside a transaction.
import { connectionEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import { checkExpectation } from './preconditions.ts';
import { isRepeatedRemoval } from './repetitions.ts';
import { type WriteContext, writerOf } from './write-context.ts';

/** @returns undefined once the connection is gone */
export async function deleteConnection(
  tx: Transaction,
  context: WriteContext,
  revision: number,
): Promise<Refusal | undefined> {
  const { workspace, name, run, now } = context;
  const [by, before] = await Promise.all([writerOf(tx, context), tx.connection(workspace, name)]);
  if (isRefusal(by)) return by;
  if (!before) {
    const trace = await tx.trace(workspace, name);
    if (isRepeatedRemoval(trace, { run, revision, movedTo: null })) return undefined;
    return { refused: 'not_found', detail: 'The connection does not exist.' };
  }
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  await tx.removeConnection(before.id);
  if (run !== undefined) await tx.saveTrace({ workspace, name, run, revision, movedTo: null });
  const action = 'connection_deleted';
  await tx.addAuditEntry(workspace, connectionEntry({ action, name, run, by, now }));
  return undefined;
}
