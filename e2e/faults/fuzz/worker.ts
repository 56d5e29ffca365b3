// The inside of a worker thread: runs its inputs one after the other, and cuts down those that do harm.
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Harm } from './campaign.ts';

export interface Order {
  /** Its first number is the next input that nobody has taken; all workers of a campaign take from it. */
  readonly counter: Int32Array<SharedArrayBuffer>;
  readonly last: number;
  /** After so many it stops. */
  readonly maxHarms: number;
  /** In milliseconds since 1970; then it stops, too. */
  readonly until: number;
  /** Its first number is the input that is being run; 0 before the first. */
  readonly clock: Int32Array<SharedArrayBuffer>;
}

export type Said =
  | { readonly kind: 'harm'; readonly harm: Harm }
  | {
      readonly kind: 'end';
      readonly outcomes: Readonly<Record<string, number>>;
      readonly slowest: { readonly seed: number; readonly ms: number };
      readonly peakMib: number;
    };

const MIB = 1024 * 1024;

/**
 * @param inputOf makes the input of a seed
 * @param check runs it @returns what it came to, in a word; throws if it did harm
 */
export async function work(
  inputOf: (seed: number) => string,
  check: (input: string, seed: number) => Promise<string>,
): Promise<void> {
  const { counter, last, maxHarms, until, clock } = workerData as Order;
  const say = (said: Said) => parentPort?.postMessage(said);
  const outcomes: Record<string, number> = {};
  let slowest = { seed: 0, ms: 0 };
  let peakMib = 0;
  let harms = 0;
  while (harms < maxHarms && Date.now() < until) {
    const seed = Atomics.add(counter, 0, 1);
    if (seed > last) break;
    Atomics.store(clock, 0, seed);
    const input = inputOf(seed);
    const started = performance.now();
    const message = await harmOf(() => check(input, seed).then(count(outcomes)));
    const ms = performance.now() - started;
    if (ms > slowest.ms) slowest = { seed, ms };
    peakMib = Math.max(peakMib, getHeapStatistics().used_heap_size / MIB);
    if (message === undefined) continue;
    harms++;
    outcomes.harm = (outcomes.harm ?? 0) + 1;
    const isSame = async (smaller: string) => {
      const found = await harmOf(() => check(smaller, seed));
      return found !== undefined && firstLine(found) === firstLine(message);
    };
    say({ kind: 'harm', harm: { seed, message, input: await cutDown(input, isSame) } });
  }
  say({ kind: 'end', outcomes, slowest, peakMib });
}

const count = (outcomes: Record<string, number>) => (outcome: string) => {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
};

const firstLine = (text: string) => text.split('\n')[0];

async function harmOf(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Cutting down must not take longer than the watchdog allows. */
const CUTTING_MS = 2000;

/** Leaves out lines, then characters, as long as the rest does the same. */
async function cutDown(input: string, isSame: (smaller: string) => Promise<boolean>): Promise<string> {
  const until = performance.now() + CUTTING_MS;
  let current = input;
  for (const separator of ['\n', '']) {
    let parts = current.split(separator);
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < parts.length && performance.now() < until; ) {
        const fewer = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (await isSame(fewer.join(separator))) parts = fewer;
        else at += size;
      }
    }
    current = parts.join(separator);
  }
  return current;
}
