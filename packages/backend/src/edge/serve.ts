// `flowlink-backend serve`: runs until it is told to stop.
import { startBackend } from '../backend.ts';
import { type Flags, UsageError } from './arguments.ts';
import { databasePlace } from './database-place.ts';
import { keySource } from './key-source.ts';

const LEVELS = ['silent', 'error', 'warn', 'info'];

export async function serve(flags: Flags, rest: string[]): Promise<number> {
  const { port = '8787', host = '127.0.0.1', 'log-level': level = 'info' } = flags;
  const database = databasePlace(flags);
  if (rest.length > 0) throw new UsageError(`serve takes no “${rest[0]}”.`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError('--port takes a number up to 65535.');
  if (!LEVELS.includes(level)) throw new UsageError(`--log-level takes one of ${LEVELS.join(', ')}.`);

  // Before anybody can know that it runs, so that no signal finds it unprepared.
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const backend = await startBackend({
    database,
    port: Number(port),
    host,
    key: keySource(flags),
    log: { level, stream: process.stderr },
  });
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    process.stderr.write(
      'flowlink-backend: listening beyond this machine; put TLS in front, for tokens travel in the clear.\n',
    );
  }
  process.stdout.write(`flowlink-backend listening on ${backend.url}\n`);
  await told;
  await backend.close();
  return 0;
}
