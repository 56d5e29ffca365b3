// The HTTP server: one route for each operation of the contract, and a problem document for everything else.
import { type Operation, operations, type Validator } from '@flowlink/schema';
import * as bodies from '@flowlink/schema/validators/bodies';
import * as parameters from '@flowlink/schema/validators/parameters';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import { Denials } from '../audit/denials.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store } from '../store/store.ts';
import { isUnavailable } from '../store/unavailable.ts';
import { endsSoon } from '../tokens/token.ts';
import { authenticate, recordDenial } from './authenticate.ts';
import type { Call, Handler } from './call.ts';
import { handlers } from './handlers.ts';
import { Metrics } from './metrics.ts';
import { invalidRequest, problemOf } from './problem.ts';
import { readUser } from './user.ts';

const BODY_LIMIT = 1024 * 1024;
/** For what anybody may send, without a token. */
const OPEN_BODY_LIMIT = 32 * 1024;

export interface ServerOptions {
  readonly store: Store;
  readonly box: SecretBox;
  readonly now: () => Date;
  /** Where the log goes and from which level; none without it. Neither headers nor bodies are ever logged. */
  readonly log?: { readonly level: string; readonly stream: { write(line: string): void } };
}

/** For operations that ask for none. */
const NO_TOKEN = { id: '', name: '', role: 'read' } as const;

type OperationId = keyof typeof operations;

const parametersOf: Record<OperationId, Validator<unknown>> = { ...parameters };
const bodyOf: Partial<Record<OperationId, Validator<unknown>>> = { ...bodies };

export function buildServer({ store, box, now, log }: ServerOptions): FastifyInstance {
  const app: FastifyInstance = fastify({
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }),
    logger: log ? { ...log, serializers: {} } : false,
    // Of a path that cannot be decoded.
    frameworkErrors: (error, request, reply) =>
      void refuse(reply as FastifyReply, refusalOf(error, BODY_LIMIT, request.log)),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 200 },
  });
  const metrics = new Metrics();
  const handle = handlers(store, box, () => metrics.print());
  const denials = new Denials({
    store,
    onFailure: ({ name }, count) => app.log.error({ name, count }, 'denied attempts could not be recorded'),
  });

  for (const [id, operation] of Object.entries(operations) as [OperationId, Operation][]) {
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { operation: id },
      bodyLimit: operation.role === null ? OPEN_BODY_LIMIT : BODY_LIMIT,
      handler: (request, reply) => answer(id, operation, handle[id], request, reply),
    });
  }

  const answer = async (
    id: OperationId,
    operation: Operation,
    run: Handler,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => {
    const at = now();
    const params = request.params as Record<string, string>;
    const asked = { operation: id, workspace: params.workspace ?? '', address: request.ip, now: at };
    const attempt = operation.role !== null && {
      ...asked,
      role: operation.role,
      authorization: request.headers.authorization,
    };
    const token = attempt ? await authenticate(store, denials, attempt) : undefined;
    if (token && isRefusal(token)) return refuse(reply, token);
    const end = token && endsSoon(token, at);
    if (end) void reply.header('flowlink-token-expires', end);
    const call = { params, query: { ...(request.query as object) }, headers: { ...request.headers } };
    const conforms = parametersOf[id];
    if (!conforms(call)) return invalid(reply, 'request', conforms.errors);
    const body = bodyOf[id];
    if (body && !body(request.body)) return invalid(reply, 'body', body.errors);
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
      if (attempt && result.refused === 'forbidden')
        await recordDenial(denials, attempt, 'not_permitted', token);
      if (result.refused === 'id_token_refused')
        await recordDenial(denials, asked, 'id_token_refused', undefined);
      return refuse(reply, result);
    }
    return reply
      .code(result.status)
      .headers(result.headers ?? {})
      .type(typeof result.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8')
      .send(result.body);
  };

  app.addHook('onClose', () => denials.flush());
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { operation = 'none' } = request.routeOptions.config as { operation?: string };
    metrics.count(operation, reply.statusCode);
    const ms = Math.round(reply.elapsedTime);
    request.log.info(
      { id: request.id, operation, method: request.method, status: reply.statusCode, ms },
      'request',
    );
  });
  app.setNotFoundHandler((request, reply) => refuse(reply, notFound(request)));
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) =>
    refuse(reply, refusalOf(error, request.routeOptions.bodyLimit, request.log)),
  );
  return app;
}

function refuse(reply: FastifyReply, refusal: Refusal) {
  return sendProblem(reply, problemOf(refusal));
}

function invalid(reply: FastifyReply, part: string, errors: Validator<unknown>['errors']) {
  return sendProblem(reply, invalidRequest(part, errors ?? []));
}

function sendProblem(reply: FastifyReply, problem: ReturnType<typeof problemOf>) {
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(problem);
}

function notFound({ method, url }: FastifyRequest): Refusal {
  const path = url.split('?')[0] ?? '';
  const known = Object.values(operations).some((operation) =>
    new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return known
    ? { refused: 'method_not_allowed', detail: `${method} is not allowed here.` }
    : { refused: 'not_found', detail: 'There is nothing at this path; see /openapi.json.' };
}

/** The framework's own errors are the client's doing; everything else is a bug or a failing database. */
function refusalOf(
  error: Error & { code?: string; statusCode?: number },
  bodyLimit: number | undefined,
  log: FastifyBaseLogger,
): Refusal {
  if (error.statusCode === 413)
    return { refused: 'payload_too_large', detail: `The limit is ${bodyLimit ?? BODY_LIMIT} bytes.` };
  if (error.statusCode === 415)
    return { refused: 'unsupported_media_type', detail: 'Send application/json.' };
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { refused: 'invalid_request', detail: 'The request could not be read.' };
  }
  if (isUnavailable(error)) {
    log.error({ code: error.code }, 'the database does not answer');
    return { refused: 'unavailable', detail: 'The database does not answer.' };
  }
  // The stack names places in the code, never values; an error's message might hold some.
  log.error({ name: error.name, code: error.code, stack: error.stack?.split('\n').slice(1) }, 'failed');
  return { refused: 'internal', detail: 'The log of the backend says more.' };
}
