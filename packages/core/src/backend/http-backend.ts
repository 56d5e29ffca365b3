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
import type { Clock } from '../clock.ts';
import type { Failure, TargetPlaces } from './failure.ts';
import { Gate } from './gate.ts';
import { interpret } from './interpret.ts';
import type { Backend, Result, Revealable, Write } from './port.ts';
import { puttingTogether } from './put-together.ts';
import { type LoadObserver, type Patience, sendPatiently } from './retry.ts';
import type { TokenRole, TokenSource } from './token-source.ts';
import type { Transport } from './transport.ts';

const PAGE = 1000;

/** Where the backend is and how to reach it. */
export interface HttpBackendOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly workspace: string;
  readonly tokens: TokenSource;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Sent as User-Agent. */
  readonly toolVersion: string;
  readonly observer?: LoadObserver;
  /** Told with each answer if the token ends soon, and when. */
  readonly tokenEnds?: (at: string) => void;
  /** Where the project names this backend and workspace, for failures that are their fault. */
  readonly places?: TargetPlaces;
}

interface Call {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

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

/** Sends requests of the contract, with the token that each needs. */
function sender({
  url,
  workspace,
  tokens,
  transport,
  clock,
  toolVersion,
  observer,
  tokenEnds,
  places,
}: Omit<HttpBackendOptions, 'tokens'> & { readonly tokens?: TokenSource }) {
  const failed = (failure: Failure): Result<never> => ({
    ok: false,
    failure: places ? { ...failure, target: places } : failure,
  });
  const patience: Patience = {
    transport,
    clock,
    gate: new Gate(clock),
    ...(observer ? { observer } : {}),
  };
  const sendWith = async <T>(
    token: Revealable | undefined,
    { method, path }: Operation,
    call: Call,
    proves?: Validator<T>,
  ): Promise<Result<T>> => {
    const values: Record<string, string> = { workspace, ...call.parameters };
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
    const query = new URLSearchParams(call.query).toString();
    const address = `${url}${filled}${query === '' ? '' : `?${query}`}`;
    const answer = await sendPatiently(
      {
        method,
        url: address,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
          accept: 'application/json, application/problem+json',
          'user-agent': `flowlink/${toolVersion}`,
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      },
      patience,
    );
    if ('error' in answer) {
      const { error: kind, ...why } = answer;
      return failed({ kind, url: address, ...why } as Failure);
    }
    const ends = answer.headers['flowlink-token-expires'];
    if (typeof ends === 'string') tokenEnds?.(ends);
    const result = interpret(address, answer, clock.now(), proves);
    return result.ok ? result : failed(result.failure);
  };

  return async <T>(operation: Operation, call: Call, proves?: Validator<T>): Promise<Result<T>> => {
    if (!tokens || operation.role === null) return sendWith(undefined, operation, call, proves);
    const role = operation.role === 'read' ? 'read' : 'write';
    for (let isFirst = true; ; isFirst = false) {
      const token = await tokens.tokenFor(role);
      if (!token.ok) return failed(token.failure);
      const result = await sendWith(token.value, operation, call, proves);
      const isUnknown =
        !result.ok && result.failure.kind === 'problem' && result.failure.problem.code === 'unauthorized';
      // One that can be renewed may have ended earlier than it was said to.
      if (!isUnknown || !isFirst || !tokens.rejected(token.value)) return result;
    }
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
