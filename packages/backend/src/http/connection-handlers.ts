// What the operations on connections do.
import type { ConnectionWrite, Verification } from '@flowlink/schema';
import { deleteConnection } from '../connections/delete-connection.ts';
import { forgetConnection } from '../connections/forget-connection.ts';
import { moveConnection } from '../connections/move-connection.ts';
import { expectationOf } from '../connections/preconditions.ts';
import { putConnection } from '../connections/put-connection.ts';
import { type StoredConnection, shown } from '../connections/stored-connection.ts';
import { recordVerification } from '../connections/verification.ts';
import type { WriteContext } from '../connections/write-context.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store, Transaction } from '../store/store.ts';
import { type Call, contextOf, type Handlers, type Reply, workspaceOf } from './call.ts';
import { pageOf } from './page.ts';

export function connectionHandlers(store: Store, box: SecretBox) {
  /** Writes to the connection of the revision in If-Match. */
  const writeRevision = async (
    call: Call,
    write: (
      tx: Transaction,
      context: WriteContext,
      revision: number,
    ) => Promise<StoredConnection | Refusal | undefined>,
  ): Promise<Reply | Refusal> => {
    const expectation = expectationOf(call.headers['if-match'], call.headers['if-none-match']);
    if (isRefusal(expectation)) return expectation;
    if (!('revision' in expectation)) {
      return { refused: 'invalid_request', detail: 'This operation needs If-Match.' };
    }
    const result = await store.transaction(workspaceOf(call), (tx) =>
      write(tx, contextOf(call), expectation.revision),
    );
    if (result === undefined) return { status: 204 };
    return isRefusal(result) ? result : reply(200, result);
  };

  return {
    async listConnections(call) {
      const page = await pageOf(
        call,
        'name',
        (after, limit) => store.connections(workspaceOf(call), after ?? '', limit),
        ({ name }) => name,
      );
      if (isRefusal(page)) return page;
      const connections = page.items.map(({ json }) => json).join();
      return {
        status: 200,
        json: `{"connections":[${connections}],"next_cursor":${JSON.stringify(page.next_cursor)}}`,
      };
    },
    async getConnection(call) {
      const found = await store.connection(workspaceOf(call), call.params.name ?? '');
      if (!found) return { refused: 'not_found', detail: 'The connection does not exist.' };
      return { status: 200, json: found.json, headers: etagOf(found) };
    },
    async putConnection(call) {
      const expectation = expectationOf(call.headers['if-match'], call.headers['if-none-match']);
      if (isRefusal(expectation)) return expectation;
      const request = {
        ...(call.body as ConnectionWrite),
        expectation,
        replace: call.query.replace === true,
      };
      const result = await store.transaction(workspaceOf(call), (tx) =>
        putConnection(tx, box, contextOf(call), request),
      );
      return isRefusal(result) ? result : reply(result.created ? 201 : 200, result.connection);
    },
    deleteConnection: (call) => writeRevision(call, deleteConnection),
    moveConnection(call) {
      const { to } = call.body as { to: string };
      return writeRevision(call, (tx, context, revision) => moveConnection(tx, context, revision, to));
    },
    forgetConnection(call) {
      // The contract requires the header.
      const run = call.headers['flowlink-run'] ?? '';
      return writeRevision(call, (tx, context, revision) =>
        forgetConnection(tx, { ...context, run }, revision),
      );
    },
    recordVerification(call) {
      const verification = call.body as Verification;
      return writeRevision(call, (tx, context, revision) =>
        recordVerification(tx, context, revision, verification),
      );
    },
  } satisfies Partial<Handlers>;
}

function reply(status: number, connection: StoredConnection): Reply {
  return { status, body: shown(connection), headers: etagOf(connection) };
}

const etagOf = ({ revision }: { readonly revision: number }) => ({ etag: `"${revision}"` });
