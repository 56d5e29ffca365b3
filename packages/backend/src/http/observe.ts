// Counts, times and logs every request, however it ends.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Log } from './log.ts';

export function observeRequests(app: FastifyInstance, log: Log | undefined, metrics: Metrics): void {
  app.addHook('onRequest', (request, reply, done) => {
    metrics.begin();
    const started = performance.now();
    let ended = false;
    const end = (aborted: boolean) => () => {
      if (ended) return;
      ended = true;
      noteEnd(request, reply, { ms: performance.now() - started, aborted }, log, metrics);
    };
    // The second alone comes if the client goes away first.
    reply.raw.on('finish', end(false)).on('close', end(true));
    done();
  });
}

function noteEnd(
  request: FastifyRequest,
  reply: FastifyReply,
  { ms, aborted }: { readonly ms: number; readonly aborted: boolean },
  log: Log | undefined,
  metrics: Metrics,
): void {
  const { operation = 'none' } = request.routeOptions.config;
  const { statusCode: status, problemCode } = reply;
  metrics.end(operation, status, ms / 1000);
  if (problemCode) metrics.problem(problemCode);
  const { id, name, workspace } = request.caller ?? {};
  log?.info({
    event: 'request',
    request: request.id,
    operation,
    method: request.method,
    status,
    ...(aborted ? { aborted } : {}),
    ms: Math.round(ms),
    bytes: Number(reply.getHeader('content-length') ?? 0),
    ...(id === undefined ? {} : { token_id: id }),
    ...(name === undefined ? {} : { token: name }),
    ...(workspace === undefined ? {} : { workspace }),
  });
}
