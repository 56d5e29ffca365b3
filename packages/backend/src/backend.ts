// A running backend: database, encryption and server put together.
import type { ConnectionConfig } from '@flowlink/schema';
import { LIMITS } from './http/limits.ts';
import { listen } from './http/listen.ts';
import { buildMetricsServer } from './http/metrics-server.ts';
import { buildServer, type ServerOptions } from './http/server.ts';
import { Stop } from './http/stop.ts';
import { Metrics, type ProcessFigures } from './metrics/metrics.ts';
import type { KeySource } from './secrets/encryption-key.ts';
import { openBox } from './secrets/open-box.ts';
import { prepareKeys, refuseLostKey } from './secrets/prepare-keys.ts';
import { type DatabasePlace, openStore } from './store/open-store.ts';
import { leaveLostFuture } from './store/origin.ts';
import { issueToken, OWN_NAME } from './tokens/issue-token.ts';
import type { Role } from './tokens/token.ts';

export interface BackendOptions extends Pick<ServerOptions, 'log' | 'rates' | 'trustedProxies'> {
  /** A folder is made if it does not exist, and holds the encryption key too unless that is given. */
  readonly database: DatabasePlace;
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  readonly key?: KeySource;
  readonly now?: () => Date;
  /** Where /metrics is answered instead, on the same host; 0 picks a free port. */
  readonly metricsPort?: number;
  /** What the operating system knows of this process, for /metrics. */
  readonly figures?: () => ProcessFigures;
  /** How long it goes on as before once it is told to stop, but for /readyz: 0 without it. */
  readonly stopDelayMs?: number;
}

export interface RunningBackend {
  readonly url: string;
  /** Of /metrics, if that has a port of its own. */
  readonly metricsUrl?: string;
  /** @returns the token itself, which is kept nowhere */
  createToken(token: {
    readonly workspace: string;
    readonly role: Role;
    readonly name: string;
    /** When it stops to do, as `toISOString` writes it; it does not expire without it. */
    readonly expires_at?: string;
  }): Promise<string>;
  /** Does what the running connector does: changes values it owns without a new revision. */
  advance(
    workspace: string,
    name: string,
    change: (config: ConnectionConfig) => ConnectionConfig,
  ): Promise<void>;
  /** Finishes what is under way, and cuts off what takes too long. */
  close(): Promise<void>;
}

/** Throws a `StartError` for what whoever starts it can mend. */
export async function startBackend({
  database,
  port,
  host,
  key = {},
  now = () => new Date(),
  metricsPort,
  figures,
  stopDelayMs = 0,
  ...options
}: BackendOptions): Promise<RunningBackend> {
  const store = await openStore(database);
  const metrics = new Metrics(figures);
  const stop = new Stop(stopDelayMs, LIMITS.stopMs);
  const scraped = metricsPort === undefined ? undefined : buildMetricsServer(metrics);
  try {
    const source = 'dataDir' in database ? { dataDir: database.dataDir, ...key } : key;
    await refuseLostKey(store, source);
    const box = openBox(source);
    await prepareKeys(store, box, now());
    await leaveLostFuture(store, now());
    const app = buildServer({
      ...options,
      store,
      box,
      now,
      metrics,
      metricsElsewhere: scraped !== undefined,
      stopping: () => stop.isUnderWay,
    });
    // Before the other one, which is what makes others believe that all is well.
    const metricsUrl = scraped && (await listen(scraped, host, metricsPort ?? 0, '--metrics-port'));
    const url = await listen(app, host, port, '--port');
    return {
      url,
      ...(metricsUrl === undefined ? {} : { metricsUrl: `${metricsUrl}/metrics` }),
      async createToken(wanted) {
        const by = { token: OWN_NAME };
        return (await issueToken(store, { ...wanted, source: 'embedding' }, by, now())).token;
      },
      advance: (workspace, name, change) =>
        store.transaction(workspace, async (tx) => {
          const connection = await tx.connection(workspace, name);
          if (connection) await tx.saveConnection({ ...connection, config: change(connection.config) });
        }),
      async close() {
        await stop.of(app);
        await scraped?.close();
        await store.close();
      },
    };
  } catch (error) {
    await scraped?.close();
    await store.close();
    throw error;
  }
}
