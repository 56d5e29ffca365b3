// Waiting that ends as soon as the run is stopped.
import type { Clock } from '../clock.ts';

/** A timer cannot be taken back, and one that is left behind keeps the program from ending for as long. */
const LONGEST_TIMER_MS = 1_000;

/** Waits so many milliseconds, or until the run is stopped. */
export async function wait(ms: number, clock: Clock, stop: AbortSignal): Promise<void> {
  for (let left = ms; left > 0 && !stop.aborted; left -= LONGEST_TIMER_MS) {
    await clock.sleep(Math.min(left, LONGEST_TIMER_MS));
  }
}

/** @returns what the promise comes to, or undefined if the run is stopped first; the promise itself goes on unheard */
export function untilStopped<T>(promise: Promise<T>, stop: AbortSignal): Promise<T | undefined> {
  // Not Promise.race: a promise that lasts as long as the run would keep every answer in memory.
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined);
    if (stop.aborted) leave();
    stop.addEventListener('abort', leave, { once: true });
    void promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', leave));
  });
}
