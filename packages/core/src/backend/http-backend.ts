// The Backend over the HTTP contract of @flowlink/schema.
import {
  type Batch,
  type Connection,
  type ConnectionWrite,
  type ExchangedToken,
  type Operation,
  operations,
  type TokenExchange,
  type Validator,
} from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import type { Backend, Result, Revealable, Write } from './port.ts';
import { puttingTogether } from './put-together.ts';
import { type HttpBackendOptions, sender } from './sender.ts';
import type { TokenRole } from './token-source.ts';

const PAGE = 1000;

/** The exchange of an ID token for a token, which needs no other token. */
export function exchangeOver(options: Omit<HttpBackendOptions, 'tokens' | 'tokenEnds' | 'observer'>) {
  const send = sender(options);
  return async (
    idToken: Revealable,
    role: TokenRole | undefined,
    renew: Revealable | undefined,
  ): Promise<Result<ExchangedToken>> => {
    const body: TokenExchange = {
      id_token: idToken.reveal(),
      ...(role === undefined ? {} : { role }),
      ...(renew === undefined ? {} : { renew: renew.reveal() }),
    };
    const exchanged = await send(operations.exchangeToken, { body }, valid.exchangedToken);
    if (exchanged.ok || exchanged.failure.kind !== 'problem') return exchanged;
    // What a backend says that has never heard of it.
    if (exchanged.failure.problem.code !== 'not_found') return exchanged;
    const reason = 'the backend does not exchange ID tokens, it is too old for that';
    return { ok: false, failure: { kind: 'id-token', url: options.url, reason } };
  };
}

export function httpBackend(options: HttpBackendOptions): Backend {
  const send = sender(options);

  /** The items of all pages, or of as many as it takes: never a part of what was asked for. */
  const collect = async <P extends { readonly next_cursor: string | null }, T>(
    operation: Operation,
    proves: Validator<P>,
    itemsOf: (page: P) => readonly T[],
    {
      limit = Number.POSITIVE_INFINITY,
      filter = {},
    }: { limit?: number; filter?: Record<string, string> } = {},
  ): Promise<Result<T[]>> => {
    const items: T[] = [];
    for (let cursor: string | null | undefined; cursor !== null && items.length < limit; ) {
      const query = {
        ...filter,
        limit: String(Math.min(limit - items.length, PAGE)),
        ...(cursor === undefined ? {} : { cursor }),
      };
      const page: Result<P> = await send(operation, { query }, proves);
      if (!page.ok) return page;
      items.push(...itemsOf(page.value));
      cursor = page.value.next_cursor;
    }
    return { ok: true, value: items };
  };

  const putAlone = (write: Write): Promise<Result<Connection>> => {
    const { name, revision, replace, run } = write;
    const call = {
      parameters: { name },
      ...(replace ? { query: { replace: 'true' } } : {}),
      headers: { ...precondition(revision), 'flowlink-run': run },
      body: bodyOf(write),
    };
    return send(operations.putConnection, call, valid.connection);
  };
  const putTogether = async (writes: readonly Write[]): Promise<Result<readonly Result<Connection>[]>> => {
    const body: Batch = {
      writes: writes.map((write) => ({
        name: write.name,
        revision: write.revision,
        ...(write.replace ? { replace: true } : {}),
        write: { ...bodyOf(write) },
      })),
    };
    const call = { headers: { 'flowlink-run': writes[0]?.run ?? '' }, body };
    const answered = await send(operations.putConnections, call, valid.batchOutcomes);
    if (!answered.ok) return answered;
    const { url } = options;
    const { outcomes } = answered.value;
    if (outcomes.length !== writes.length) {
      const found = 'another number of outcomes than there were writes';
      return { ok: false, failure: { kind: 'not-flowlink', url, status: 200, found } };
    }
    return {
      ok: true,
      value: outcomes.map(
        (outcome): Result<Connection> =>
          'connection' in outcome
            ? { ok: true, value: outcome.connection }
            : { ok: false, failure: { kind: 'problem', url, problem: outcome.problem } },
      ),
    };
  };

  return {
    listConnections: () =>
      collect(operations.listConnections, valid.connectionPage, ({ connections }) => connections),
    putConnections: puttingTogether(putAlone, putTogether),
    deleteConnection: ({ name, revision, run }) =>
      send(operations.deleteConnection, {
        parameters: { name },
        headers: { ...precondition(revision), 'flowlink-run': run },
      }),
    moveConnection: ({ name, to, revision, run }) =>
      send(
        operations.moveConnection,
        { parameters: { name }, headers: { ...precondition(revision), 'flowlink-run': run }, body: { to } },
        valid.connection,
      ),
    forgetConnection: ({ name, revision, run }) =>
      send(
        operations.forgetConnection,
        { parameters: { name }, headers: { ...precondition(revision), 'flowlink-run': run } },
        valid.connection,
      ),
    recordVerification: ({ name, revision, verification }) =>
      send(
        operations.recordVerification,
        { parameters: { name }, headers: precondition(revision), body: verification },
        valid.connection,
      ),
    async getLock() {
      const state = await send(operations.getLock, {}, valid.lockState);
      return state.ok ? { ok: true, value: state.value.lock } : state;
    },
    acquireLock: ({ run, holder, leaseSeconds }) =>
      send(operations.acquireLock, { body: { run, holder, lease_seconds: leaseSeconds } }, valid.lock),
    releaseLock: (run) => send(operations.releaseLock, { query: { run } }),
    forceUnlock: (run, user) =>
      send(operations.releaseLock, {
        query: { run, force: 'true' },
        headers: { 'flowlink-user': encodeURIComponent(user).slice(0, 256) },
      }),
    listRuns: (limit) => collect(operations.listRuns, valid.runPage, ({ runs }) => runs, { limit }),
    getRun: (run) => send(operations.getRun, { parameters: { run } }, valid.run),
    listAudit: (action, limit) =>
      collect(operations.listAudit, valid.auditPage, ({ entries }) => entries, { limit, filter: { action } }),
    openRun: async (opening) => withoutValue(await send(operations.openRun, { body: opening }, valid.run)),
    closeRun: async (run, outcome, counts) =>
      withoutValue(
        await send(operations.closeRun, { parameters: { run }, body: { outcome, counts } }, valid.run),
      ),
  };
}

function bodyOf({ config, secrets, verification }: Write): ConnectionWrite {
  const revealed = Object.fromEntries(
    Object.entries(secrets).map(([field, secret]) => [field, secret.reveal()]),
  );
  return {
    config,
    ...(Object.keys(revealed).length > 0 ? { secrets: revealed } : {}),
    ...(verification ? { verification } : {}),
  };
}

function precondition(revision: number | null): Record<string, string> {
  return revision === null ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` };
}

function withoutValue(result: Result<unknown>): Result<void> {
  return result.ok ? { ok: true, value: undefined } : result;
}
