// Counts, times and logs every request, however it ends.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Log } from './log.ts';

export function observeRequests(app: FastifyInstance, log: Log | undefined, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    metrics.begin();
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      noteEnd(request, reply, log, metrics);
    };
    // The second alone comes if the client goes away first.
    reply.raw.once('finish', end).once('close', end);
  });
}

function noteEnd(request: FastifyRequest, reply: FastifyReply, log: Log | undefined, metrics: Metrics): void {
  const { operation = 'none' } = request.routeOptions.config;
  const { statusCode: status, elapsedTime, problemCode, raw } = reply;
  metrics.end(operation, status, elapsedTime / 1000);
  if (problemCode) metrics.problem(problemCode);
  const { id, name, workspace } = request.caller ?? {};
  log?.info({
    event: 'request',
    request: request.id,
    operation,
    method: request.method,
    status,
    ...(raw.writableFinished ? {} : { aborted: true }),
    ms: Math.round(elapsedTime),
    bytes: Number(reply.getHeader('content-length') ?? 0),
    ...(id === undefined ? {} : { token_id: id }),
    ...(name === undefined ? {} : { token: name }),
    ...(workspace === undefined ? {} : { workspace }),
  });
}
