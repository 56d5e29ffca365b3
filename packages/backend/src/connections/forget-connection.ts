// Stops managing connections inside a transaction, leaving them as they are.
import { connectionEntry } from '../audit/audit-entry.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import { checkExpectation } from './preconditions.ts';
import { forgottenSecrets } from './sent-secrets.ts';
import type { StoredConnection } from './stored-connection.ts';
import { type WriteContext, writerOf } from './write-context.ts';

/** @returns the connection, which is as if it had been made by hand but for the run that forgot it */
export async function forgetConnection(
  tx: Transaction,
  context: WriteContext & { readonly run: string },
  revision: number,
): Promise<StoredConnection | Refusal> {
  const { workspace, name, run, now } = context;
  const [by, before] = await Promise.all([writerOf(tx, context), tx.connection(workspace, name)]);
  if (isRefusal(by)) return by;
  if (!before) return { refused: 'not_found', detail: 'The connection does not exist.' };
  if (!before.managed) {
    return before.applied_run === run
      ? before
      : { refused: 'not_managed', detail: 'The connection was made by hand, or forgotten by another run.' };
  }
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  const forgotten: StoredConnection = {
    ...before,
    managed: false,
    revision: await tx.nextRevision(workspace),
    applied: null,
    applied_name: null,
    applied_at: null,
    applied_run: run,
    secrets: forgottenSecrets(before.secrets),
    edits: [],
    changed_at: now.toISOString(),
    changed_by: by,
  };
  const action = 'connection_forgotten';
  await tx.saveWrite(forgotten, connectionEntry({ action, name, run, by, now }));
  return forgotten;
}
