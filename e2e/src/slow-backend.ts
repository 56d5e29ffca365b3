// Stands before a backend and lets writes of connections wait, so that a test can interrupt a run in the middle of them.
import { type PassingOn, passOnTo, writesConnection } from './passing-on.ts';

export interface SlowBackend extends PassingOn {
  /** How many writes wait. */
  waiting(): number;
}

/** Passes everything on but writes of connections, which never get an answer and never arrive. */
export async function startSlowBackend(backend: string): Promise<SlowBackend> {
  let waiting = 0;
  const passing = await passOnTo(backend, (request) => {
    const isWrite = writesConnection(request);
    if (isWrite) waiting++;
    return isWrite;
  });
  return { ...passing, waiting: () => waiting };
}
