// Sends requests of the contract, with the token that each needs.
import type { Operation, Validator } from '@flowlink/schema';
import type { Clock } from '../clock.ts';
import type { Failure, TargetPlaces } from './failure.ts';
import { Gate } from './gate.ts';
import { interpret } from './interpret.ts';
import type { Result, Revealable } from './port.ts';
import { type LoadObserver, type Patience, sendPatiently } from './retry.ts';
import type { TokenSource } from './token-source.ts';
import type { Transport } from './transport.ts';

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

/** The parts of a request that its operation leaves open. */
interface Call {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** All of its requests share one patience: what the backend asks of one, the others heed. */
export function sender({
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
