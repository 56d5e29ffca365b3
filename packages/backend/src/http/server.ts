// The HTTP server: one route for each operation of the contract, and a problem document for everything else.
import { type Operation, operations } from '@flowlink/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Denials } from '../audit/denials.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { Rate } from '../rates/token-bucket.ts';
import type { Refusal } from '../refusal.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Store } from '../store/store.ts';
import { answerer, type OperationId } from './answer.ts';
import { framework } from './framework.ts';
import { handlers } from './handlers.ts';
import { LIMITS, type Limits } from './limits.ts';
import { Log, type LogLevel } from './log.ts';
import { refuse } from './refuse.ts';
import { ADDRESS_RATE, RequestRates, TOKEN_RATE } from './request-rates.ts';

/** Where the log goes and from which level. */
export interface LogTarget {
  readonly level: LogLevel;
  readonly stream: { write(line: string): void };
}

export interface ServerOptions {
  readonly store: Store;
  readonly box: SecretBox;
  readonly now: () => Date;
  /** None without it. */
  readonly log?: LogTarget;
  readonly limits?: Partial<Limits>;
  /** Of each token and of addresses without one; `off` for none. */
  readonly rates?: { readonly token?: Rate; readonly address?: Rate } | 'off';
  readonly trustedProxies?: readonly string[];
  readonly metrics?: Metrics;
  /** Whether /metrics is answered elsewhere, so that there is nothing at this path here. */
  readonly metricsElsewhere?: boolean;
  /** Whether the backend has been told to stop. */
  readonly stopping?: () => boolean;
}

export function buildServer({
  store,
  box,
  now,
  log: target,
  rates = {},
  trustedProxies = [],
  metrics = new Metrics(),
  metricsElsewhere = false,
  stopping = () => false,
  ...options
}: ServerOptions): FastifyInstance {
  const log = target && new Log(target.level, (line) => target.stream.write(line), now);
  const limits = { ...LIMITS, ...options.limits };
  const app = framework({ limits, log, metrics, trustedProxies, stopping });
  const denials = new Denials({
    store,
    onFailure: ({ name }, count) => log?.error({ event: 'denials_not_recorded', name, count }),
  });
  app.addHook('onClose', () => denials.flush());
  const answer = answerer({
    store,
    denials,
    now,
    ...(rates === 'off'
      ? {}
      : { rates: new RequestRates(rates.token ?? TOKEN_RATE, rates.address ?? ADDRESS_RATE, metrics) }),
  });
  const handle = handlers(store, box, metrics, stopping);
  const all = Object.entries(operations) as [OperationId, Operation][];
  const served = metricsElsewhere ? all.filter(([id]) => id !== 'metrics') : all;
  for (const [id, operation] of served) {
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { operation: id },
      bodyLimit: operation.role === null ? limits.openBodyBytes : limits.bodyBytes,
      handler: (request, reply) => answer(id, operation, handle[id], request, reply),
    });
  }
  app.setNotFoundHandler((request, reply) => refuse(reply, notFound(request, served)));
  return app;
}

function notFound(
  { method, url }: FastifyRequest,
  served: readonly (readonly [OperationId, Operation])[],
): Refusal {
  const path = url.split('?')[0] ?? '';
  const known = served.some(([, operation]) =>
    new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return known
    ? { refused: 'method_not_allowed', detail: `${method} is not allowed here.` }
    : { refused: 'not_found', detail: 'There is nothing at this path; see /openapi.json.' };
}
