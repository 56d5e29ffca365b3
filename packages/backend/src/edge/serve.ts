// `flowlink-backend serve`: runs until it is told to stop.
import { startBackend } from '../backend.ts';
import { type Flags, UsageError } from './arguments.ts';
import { databasePlace } from './database-place.ts';
import { GatheredLines } from './gathered-lines.ts';
import { keySource } from './key-source.ts';
import { processFigures } from './process-figures.ts';
import { readLogLevel, readPort, readRates, readSeconds, readTrustedProxies } from './serve-options.ts';

export async function serve(flags: Flags, rest: string[]): Promise<number> {
  const { port = '8787', host = '127.0.0.1', 'log-level': level = 'info' } = flags;
  const { 'metrics-port': metricsPort } = flags;
  if (rest.length > 0) throw new UsageError(`serve takes no “${rest[0]}”.`);
  const lines = new GatheredLines(process.stderr);
  // However it ends, also by a mistake in the code: what was answered is in the log.
  process.on('exit', () => lines.flush());
  const options = {
    database: databasePlace(flags),
    port: readPort('--port', port),
    host,
    key: keySource(flags),
    log: { level: readLogLevel(level), stream: lines },
    ...readRates(flags),
    trustedProxies: readTrustedProxies(flags['trust-proxy']),
    ...(metricsPort === undefined ? {} : { metricsPort: readPort('--metrics-port', metricsPort) }),
    figures: processFigures,
    stopDelayMs: readSeconds('--stop-delay', flags['stop-delay']) * 1000,
  };

  // Before anybody can know that it runs, so that no signal finds it unprepared.
  const told = untilSignal();
  const backend = await startBackend(options);
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    process.stderr.write(
      'flowlink-backend: listening beyond this machine; put TLS in front, for tokens travel in the clear.\n',
    );
  }
  process.stdout.write(`flowlink-backend listening on ${backend.url}\n`);
  if (backend.metricsUrl) process.stdout.write(`flowlink-backend metrics on ${backend.metricsUrl}\n`);
  await told;
  await backend.close();
  return 0;
}

/** Waits for the first signal. The next one ends the process at once, as it does by default. */
function untilSignal(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
}
