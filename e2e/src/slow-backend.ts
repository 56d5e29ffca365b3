// Stands before a backend and lets writes of connections wait, so that a test can look at a run in the middle of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { type PassingOn, passOnTo, writesConnection } from './passing-on.ts';

export interface SlowBackend extends PassingOn {
  /** How many writes wait. */
  waiting(): number;
}

/**
 * Passes everything on; writes of connections only after a while.
 *
 * @param holdMs for how long the write with this number waits, from 0; by default none ever arrives or gets an answer
 */
export async function startSlowBackend(
  backend: string,
  holdMs: (write: number) => number = () => Number.POSITIVE_INFINITY,
): Promise<SlowBackend> {
  let [writes, waiting] = [0, 0];
  const passing = await passOnTo(backend, async (request) => {
    if (!writesConnection(request)) return false;
    waiting++;
    const ms = holdMs(writes++);
    if (ms === Number.POSITIVE_INFINITY) return true;
    await sleep(ms);
    waiting--;
    return false;
  });
  return { ...passing, waiting: () => waiting };
}
