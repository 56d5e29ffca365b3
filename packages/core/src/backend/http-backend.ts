// The Backend over the HTTP contract of @flowlink/schema.
import { type Operation, operations, type Validator } from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import type { Clock } from '../clock.ts';
import type { Failure, TargetPlaces } from './failure.ts';
import { Gate } from './gate.ts';
import { interpret } from './interpret.ts';
import type { Backend, Result, Revealable } from './port.ts';
import { type LoadObserver, type Patience, sendPatiently } from './retry.ts';
import type { Transport } from './transport.ts';

const PAGE = 1000;

/** Where the backend is and how to reach it. */
export interface HttpBackendOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly workspace: string;
  readonly token: Revealable;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Sent as User-Agent. */
  readonly toolVersion: string;
  readonly observer?: LoadObserver;
  /** Where the project names this backend and workspace, for failures that are their fault. */
  readonly places?: TargetPlaces;
}

interface Call {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function httpBackend({
  url,
  workspace,
  token,
  transport,
  clock,
  toolVersion,
  observer,
  places,
}: HttpBackendOptions): Backend {
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
  const send = async <T>(
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
          authorization: `Bearer ${token.reveal()}`,
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
    const result = interpret(address, answer, clock.now(), proves);
    return result.ok ? result : failed(result.failure);
  };

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

  return {
    listConnections: () =>
      collect(operations.listConnections, valid.connectionPage, ({ connections }) => connections),
    putConnection({ name, config, secrets, revision, replace, verification, run }) {
      const revealed = Object.fromEntries(
        Object.entries(secrets).map(([field, secret]) => [field, secret.reveal()]),
      );
      const call = {
        parameters: { name },
        ...(replace ? { query: { replace: 'true' } } : {}),
        headers: { ...precondition(revision), 'flowlink-run': run },
        body: {
          config,
          ...(Object.keys(revealed).length > 0 ? { secrets: revealed } : {}),
          ...(verification ? { verification } : {}),
        },
      };
      return send(operations.putConnection, call, valid.connection);
    },
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

function precondition(revision: number | null): Record<string, string> {
  return revision === null ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` };
}

function withoutValue(result: Result<unknown>): Result<void> {
  return result.ok ? { ok: true, value: undefined } : result;
}
