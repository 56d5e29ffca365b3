// A backend that is killed and comes back at the same address with the same data.
import { createServer } from 'node:net';
import { type Backend, serveBackend } from '../src/programs.ts';
import type { DatabaseUnderTest } from './databases.ts';
import type { Random } from './random.ts';

export interface MortalBackend extends Backend {
  /** Starts it again. */
  revive(): Promise<void>;
}

/** @param random picks the port */
export async function startMortalBackend(
  database: DatabaseUnderTest,
  dataDir: string,
  random: Random,
): Promise<MortalBackend> {
  const port = await freePort(random);
  let now = await serveBackend({ ...database, port });
  let logs = '';
  return {
    url: now.url,
    dataDir,
    token: (workspace, role) => now.token(workspace, role),
    log: () => logs + now.log(),
    kill: (signal) => now.kill(signal),
    async revive() {
      logs += now.log();
      now = await serveBackend({ ...database, port });
    },
  };
}

/** One that the system gives to no client's connection while the backend is down. */
async function freePort(random: Random): Promise<number> {
  for (;;) {
    const port = 12_000 + random.below(18_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Lines of a backend's log that tell of a bug. */
export function bugsIn(log: string): string[] {
  return log.split('\n').filter((line) => /"stack":|"msg":"failed"|^\s+at /.test(line));
}
