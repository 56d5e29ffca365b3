// What a store said of a connection: recorded by itself or with a write, and forgotten when what it speaks of changes.
import { fieldMarks, type Verification } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';
import type { Transaction } from '../store/store.ts';
import type { Path } from './changed-fields.ts';
import { checkExpectation } from './preconditions.ts';
import type { StoredConnection } from './stored-connection.ts';

/**
 * What is known after a write that did not come with a verification.
 *
 * @param changed the fields that the write changed
 */
export function keptVerification(
  { config, verification }: StoredConnection,
  changed: readonly Path[],
): Verification | null {
  const { verified } = fieldMarks[config.platform];
  return changed.some(([field]) => verified.includes(field)) ? null : verification;
}

/** Not a write of the connection: revision, time and writer stay. @returns the connection with it */
export async function recordVerification(
  tx: Transaction,
  { workspace, name }: { readonly workspace: string; readonly name: string },
  revision: number,
  verification: Verification,
): Promise<StoredConnection | Refusal> {
  const before = await tx.connection(workspace, name);
  if (!before) return { refused: 'not_found', detail: 'The connection does not exist.' };
  const unexpected = checkExpectation({ revision }, before.revision);
  if (unexpected) return unexpected;
  const after = { ...before, verification };
  await tx.saveConnection(after);
  return after;
}
