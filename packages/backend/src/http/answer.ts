// Answers one request of an operation: token, rate, conformance, then the operation itself.
import type { Batch, Operation, operations, Validator } from '@flowlink/schema';
import * as bodies from '@flowlink/schema/validators/bodies';
import * as parameters from '@flowlink/schema/validators/parameters';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Denials } from '../audit/denials.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { endsSoon, type StoredToken } from '../tokens/token.ts';
import { type Attempt, authenticate, recordDenial } from './authenticate.ts';
import type { Call, Handler } from './call.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { RequestRates } from './request-rates.ts';
import { readUser } from './user.ts';

/** Of one batch that conforms. */
const MOST_WRITES = 100;

/** For operations that ask for none. */
const NO_TOKEN = { id: '', name: '', role: 'read' } as const;

export type OperationId = keyof typeof operations;

const parametersOf: Record<OperationId, Validator<unknown>> = { ...parameters };
const bodyOf: Partial<Record<OperationId, Validator<unknown>>> = { ...bodies };

export interface AnswerOptions {
  readonly store: Store;
  readonly denials: Denials;
  readonly now: () => Date;
  /** None are kept without it. */
  readonly rates?: RequestRates;
}

export function answerer({ store, denials, now, rates }: AnswerOptions) {
  /** The token, once its rate permits another request. */
  const admit = async (
    attempt: Attempt,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<StoredToken | Refusal> => {
    const token = await authenticate(store, denials, attempt);
    if (isRefusal(token)) return rates?.denied(attempt.address, attempt.now, reply) ?? token;
    request.caller = token;
    const end = endsSoon(token, attempt.now);
    if (end) void reply.header('flowlink-token-expires', end);
    return rates?.accepted(token.id, attempt.now, reply, costOf(attempt, request.body)) ?? token;
  };

  return async (
    id: OperationId,
    operation: Operation,
    run: Handler,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const at = now();
    const attempt = attemptOf(id, operation, request, at);
    const token = attempt && (await admit(attempt, request, reply));
    if (token && isRefusal(token)) return refuse(reply, token);
    const call = {
      params: request.params as Record<string, string>,
      query: request.query as object,
      headers: request.headers,
    };
    const conforms = parametersOf[id];
    if (!conforms(call)) return refuseInvalid(reply, 'request', conforms.errors);
    const body = bodyOf[id];
    if (body && !body(request.body)) return refuseInvalid(reply, 'body', body.errors);
    const user = readUser(call.headers['flowlink-user'] as string | undefined);
    if (isRefusal(user)) return refuse(reply, user);
    const result = await run({
      ...(call as Omit<Call, 'body'>),
      body: request.body,
      token: token ?? NO_TOKEN,
      ...user,
      now: at,
    });
    if (isRefusal(result)) {
      if (attempt && result.refused === 'forbidden') {
        await recordDenial(denials, attempt, 'not_permitted', token);
      }
      if (result.refused === 'id_token_refused') {
        const asked = { operation: id, workspace: call.params.workspace ?? '', address: request.ip, now: at };
        await recordDenial(denials, asked, 'id_token_refused', undefined);
        return refuse(reply, rates?.denied(request.ip, at, reply) ?? result);
      }
      return refuse(reply, result);
    }
    const type = typeof result.body === 'string' ? 'text/plain' : 'application/json';
    return reply
      .code(result.status)
      .headers({ 'content-type': `${type}; charset=utf-8`, ...result.headers })
      .send(result.json ?? result.body);
  };
}

/** A batch counts as the requests that it stands for. @param body may conform or not */
function costOf({ operation }: Attempt, body: unknown): number {
  const { writes } = operation === 'putConnections' ? { ...(body as Partial<Batch>) } : {};
  return Array.isArray(writes) ? Math.min(Math.max(writes.length, 1), MOST_WRITES) : 1;
}

/** What the request tries to do, if that needs a token. */
function attemptOf(
  operation: OperationId,
  { role }: Operation,
  { params, headers, ip }: FastifyRequest,
  now: Date,
): Attempt | undefined {
  if (role === null) return undefined;
  const { workspace = '' } = params as Record<string, string>;
  return { operation, role, workspace, authorization: headers.authorization, address: ip, now };
}
