// Writes that a run makes together: one transaction, in which each has its own outcome.
import type { Batch, BatchedWrite, BatchOutcome, ConnectionWrite } from '@flowlink/schema';
import { putConnection as writeConforms } from '@flowlink/schema/validators/bodies';
import { putConnection } from '../connections/put-connection.ts';
import { shown } from '../connections/stored-connection.ts';
import type { WriteContext } from '../connections/write-context.ts';
import { isRefusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store, Transaction } from '../store/store.ts';
import { contextOf, type Handlers, ok, workspaceOf } from './call.ts';
import { invalidRequest, problemOf } from './problem.ts';

export function batchHandlers(store: Store, box: SecretBox) {
  const outcomeOf = async (
    tx: Transaction,
    context: WriteContext,
    { name, revision, replace = false, write }: BatchedWrite,
  ): Promise<BatchOutcome> => {
    if (!writeConforms(write)) return { problem: invalidRequest('write', writeConforms.errors ?? []) };
    const request = {
      ...(write as object as ConnectionWrite),
      expectation: revision === null ? ({ absent: true } as const) : { revision },
      replace,
    };
    const result = await putConnection(tx, box, { ...context, name }, request);
    return isRefusal(result) ? { problem: problemOf(result) } : { connection: shown(result.connection) };
  };

  return {
    async putConnections(call) {
      const { writes } = call.body as Batch;
      const context = contextOf(call);
      const outcomes = await store.transaction(workspaceOf(call), async (tx) => {
        const made: BatchOutcome[] = [];
        for (const write of writes) made.push(await outcomeOf(tx, context, write));
        return made;
      });
      return ok({ outcomes });
    },
  } satisfies Partial<Handlers>;
}
