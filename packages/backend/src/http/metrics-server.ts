// A server for /metrics alone, on a port that only whoever watches the backend reaches.
import type { FastifyInstance } from 'fastify';
import { EXPOSITION_TYPE } from '../metrics/exposition.ts';
import { Metrics } from '../metrics/metrics.ts';
import { framework } from './framework.ts';
import { LIMITS } from './limits.ts';
import { refuse } from './refuse.ts';

/** @param metrics what is shown; requests for it are not counted there */
export function buildMetricsServer(metrics: Metrics): FastifyInstance {
  const app = framework({
    limits: LIMITS,
    log: undefined,
    metrics: new Metrics(),
    trustedProxies: [],
    stopping: () => false,
  });
  app.get('/metrics', (_request, reply) => reply.type(EXPOSITION_TYPE).send(metrics.print()));
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, { refused: 'not_found', detail: 'There is nothing here but GET /metrics.' }),
  );
  return app;
}
