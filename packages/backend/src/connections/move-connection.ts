// Renames connections inside a transaction.
import { connectionEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import { editsAfterMove } from './edits.ts';
import { checkExpectation } from './preconditions.ts';
import { isRepeatedRemoval } from './repetitions.ts';
import type { StoredConnection } from './stored-connection.ts';
import { type WriteContext, writerOf } from './write-context.ts';

/** @param to the new name @returns the connection under its new name */
export async function moveConnection(
  tx: Transaction,
  context: WriteContext,
  revision: number,
  to: string,
): Promise<StoredConnection | Refusal> {
  const { workspace, name, run, now } = context;
  const [by, before, there] = await Promise.all([
    writerOf(tx, context),
    tx.connection(workspace, name),
    tx.connection(workspace, to),
  ]);
  if (isRefusal(by)) return by;
  if (!before) {
    const trace = await tx.trace(workspace, name);
    if (there && isRepeatedRemoval(trace, { run, revision, movedTo: to })) return there;
    return { refused: 'not_found', detail: 'The connection does not exist.' };
  }
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  if (there) return { refused: 'name_taken', detail: `There is a connection “${to}” already.` };
  const at = now.toISOString();
  const moved: StoredConnection = {
    ...before,
    name: to,
    applied_name: run !== undefined && before.managed ? to : before.applied_name,
    revision: await tx.nextRevision(workspace),
    edits: editsAfterMove(before, to, run === undefined ? { at, by } : undefined),
    changed_at: at,
    changed_by: by,
  };
  if (run !== undefined) await tx.saveTrace({ workspace, name, run, revision, movedTo: to });
  const action = 'connection_moved';
  await tx.saveWrite(moved, connectionEntry({ action, name, to, run, by, now }));
  return moved;
}
