// The framework, set up within the limits: whatever goes wrong is answered with a problem document.
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import { BodyError, failedRequest, type RequestError } from './failed-request.ts';
import { parseJsonBody } from './json-body.ts';
import type { Limits } from './limits.ts';
import { codeOf, type Log } from './log.ts';
import { observeRequests } from './observe.ts';
import { refuse } from './refuse.ts';
import { noteFacts } from './request-facts.ts';
import { checkHead } from './request-head.ts';
import { requestId } from './request-id.ts';
import { overTls, securityHeaders } from './security-headers.ts';
import { answerUnreadable, refuseTunnel } from './unreadable.ts';

export interface FrameworkOptions {
  readonly limits: Limits;
  readonly log: Log | undefined;
  readonly metrics: Metrics;
  /** Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies: readonly string[];
  /** Whether the backend has been told to stop: connections end with the next answer. */
  readonly stopping: () => boolean;
}

/** An application without routes. */
export function framework({
  limits,
  log,
  metrics,
  trustedProxies,
  stopping,
}: FrameworkOptions): FastifyInstance {
  const refusalOf = failedRequest(limits, log, metrics);
  const app: FastifyInstance = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionTimeout: limits.silenceMs,
    http: {
      maxHeaderSize: limits.headBytes,
      headersTimeout: limits.headMs,
      connectionsCheckingInterval: limits.checkMs,
      // Node would answer with an empty page.
      requireHostHeader: false,
    },
    // Requests that arrive on an open connection while the backend stops are answered, and the connection closed.
    return503OnClosing: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    clientErrorHandler: answerUnreadable(limits, log, metrics),
    // Of a path that cannot be decoded; no hook runs.
    frameworkErrors: (error: RequestError, request, reply) => {
      decorate(request as FastifyRequest, reply as FastifyReply);
      const { statusCode } = refuse(reply as FastifyReply, refusalOf(error, request.id));
      metrics.malformed(statusCode);
      log?.info({ event: 'malformed', code: codeOf(error.code), status: statusCode });
    },
    // Names that are too long are refused by the contract.
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: limits.headBytes },
  });
  noteFacts(app);
  observeRequests(app, log, metrics);
  app.addHook('onRequest', (request, reply, done) => {
    const refusal = checkHead(request.raw, limits);
    if (refusal) refuse(reply, refusal);
    else done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    decorate(request, reply);
    if (stopping()) void reply.header('connection', 'close');
    done();
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => {
      const parsed = parseJsonBody(body, limits);
      if ('problem' in parsed) throw new BodyError(parsed.problem);
      return parsed.value;
    },
  );
  app.setErrorHandler((error: RequestError, request, reply) =>
    refuse(reply, refusalOf(error, request.id, request.routeOptions.bodyLimit)),
  );

  app.server.maxConnections = limits.connections;
  app.server.on('drop', () => metrics.connectionDropped());
  app.server.on('connect', refuseTunnel(metrics));
  // An expectation that is not known may be ignored (RFC 9110, 10.1.1), which spares an answer without a document.
  app.server.on(
    'checkExpectation',
    (request, response) => void app.server.emit('request', request, response),
  );
  app.server.on('checkContinue', (request, response) => {
    // Whoever announces too much is not asked to send it.
    if (!(Number(request.headers['content-length']) > limits.bodyBytes)) response.writeContinue();
    app.server.emit('request', request, response);
  });
  return app;
}

function decorate(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(securityHeaders).header('x-request-id', request.id);
  if (request.protocol === 'https') void reply.headers(overTls);
}
