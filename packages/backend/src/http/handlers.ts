// What each operation of the contract does.
import type { Actor, ConnectionWrite, LockRequest, operations, RunClose, RunOpen } from '@flowlink/schema';
import contract from '@flowlink/schema/openapi.json' with { type: 'json' };
import { expectationOf } from '../connections/preconditions.ts';
import { type StoredConnection, shown } from '../connections/stored-connection.ts';
import { deleteConnection, moveConnection, putConnection } from '../connections/write-connections.ts';
import { checkRelease, grantLock } from '../locks/lock.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { closedRun, openedRun } from '../runs/run.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store } from '../store/store.ts';
import type { Role } from '../tokens/token.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** A request whose parameters and body conform to the contract, made by a token that may make it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly actor: Actor;
  readonly role: Role;
  readonly now: Date;
}

export interface Reply {
  readonly status: number;
  /** JSON unless it is text. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Promise<Reply | Refusal>;

/** One handler for each operation: the compiler sees to it that none is missing. */
export function handlers(
  store: Store,
  box: SecretBox,
  metrics: () => string,
): Record<keyof typeof operations, Handler> {
  const context = ({ params, headers, actor, now }: Call) => {
    const run = headers['flowlink-run'];
    return {
      workspace: params.workspace ?? '',
      name: params.name ?? '',
      actor,
      now,
      ...(run ? { run } : {}),
    };
  };
  const revisionOf = ({ headers }: Call): number | Refusal => {
    const expectation = expectationOf(headers['if-match'], headers['if-none-match']);
    if (isRefusal(expectation)) return expectation;
    return 'revision' in expectation
      ? expectation.revision
      : { refused: 'invalid_request', detail: 'This operation needs If-Match.' };
  };

  return {
    async listConnections({ params, query }) {
      const after = decodeCursor(query.cursor, 'name');
      if (after === null) return badCursor;
      const limit = Number(query.limit);
      const found = await store.connections(params.workspace ?? '', after ?? '', limit + 1);
      const next = found.length > limit ? found[limit - 1] : undefined;
      const connections = found.slice(0, limit).map(shown);
      return ok({ connections, next_cursor: next ? encodeCursor('name', next.name) : null });
    },
    async getConnection({ params }) {
      const found = await store.connection(params.workspace ?? '', params.name ?? '');
      return found
        ? connectionReply(200, found)
        : { refused: 'not_found', detail: 'The connection does not exist.' };
    },
    async putConnection(call) {
      const expectation = expectationOf(call.headers['if-match'], call.headers['if-none-match']);
      if (isRefusal(expectation)) return expectation;
      const request = {
        ...(call.body as ConnectionWrite),
        expectation,
        replace: call.query.replace === true,
      };
      const result = await store.transaction((tx) => putConnection(tx, box, context(call), request));
      return isRefusal(result) ? result : connectionReply(result.created ? 201 : 200, result.connection);
    },
    async deleteConnection(call) {
      const revision = revisionOf(call);
      if (typeof revision !== 'number') return revision;
      return (
        (await store.transaction((tx) => deleteConnection(tx, context(call), revision))) ?? { status: 204 }
      );
    },
    async moveConnection(call) {
      const revision = revisionOf(call);
      if (typeof revision !== 'number') return revision;
      const { to } = call.body as { to: string };
      const result = await store.transaction((tx) => moveConnection(tx, context(call), revision, to));
      return isRefusal(result) ? result : connectionReply(200, result);
    },
    async acquireLock({ params, body, now }) {
      const workspace = params.workspace ?? '';
      const lock = await store.transaction(async (tx) => {
        const granted = grantLock(await tx.lock(workspace), body as LockRequest, now);
        if (!isRefusal(granted)) await tx.saveLock(workspace, granted);
        return granted;
      });
      return isRefusal(lock) ? lock : ok(lock);
    },
    async releaseLock({ params, query, role, now }) {
      const workspace = params.workspace ?? '';
      const request = { run: String(query.run), force: query.force === true, admin: role === 'admin' };
      const refusal = await store.transaction(async (tx) => {
        const refused = checkRelease(await tx.lock(workspace), request, now);
        if (!refused) await tx.removeLock(workspace);
        return refused;
      });
      return refusal ?? { status: 204 };
    },
    async listRuns({ params, query }) {
      const before = decodeCursor(query.cursor, 'position');
      if (before === null || Number.isNaN(Number(before ?? 0))) return badCursor;
      const limit = Number(query.limit);
      const position = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
      const found = await store.runs(params.workspace ?? '', position, limit + 1);
      const next = found.length > limit ? found[limit - 1] : undefined;
      const runs = found.slice(0, limit).map(({ run }) => run);
      return ok({ runs, next_cursor: next ? encodeCursor('position', String(next.position)) : null });
    },
    openRun({ params, body, actor, now }) {
      const workspace = params.workspace ?? '';
      return store.transaction(async (tx) => {
        const before = await tx.run(workspace, (body as RunOpen).id);
        if (before) return ok(before);
        const run = openedRun(body as RunOpen, actor, now);
        await tx.saveRun(workspace, run);
        return { status: 201, body: run };
      });
    },
    closeRun({ params, body, now }) {
      const workspace = params.workspace ?? '';
      return store.transaction(async (tx) => {
        const run = closedRun(await tx.run(workspace, params.run ?? ''), body as RunClose, now);
        if (isRefusal(run)) return run;
        await tx.saveRun(workspace, run);
        return ok(run);
      });
    },
    health: async () => ok({ status: 'ok' }),
    async ready() {
      await store.ping();
      return ok({ status: 'ok' });
    },
    contract: async () => ok(contract),
    metrics: async () => ok(metrics()),
  };
}

const ok = (body: object | string): Reply => ({ status: 200, body });
const badCursor: Refusal = {
  refused: 'invalid_request',
  detail: 'The cursor is not one that this backend gave out.',
};

function connectionReply(status: number, connection: StoredConnection): Reply {
  return { status, body: shown(connection), headers: { etag: `"${connection.revision}"` } };
}
