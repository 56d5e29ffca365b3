// Runs many inputs through a worker thread, with a watchdog on the time and the memory of each.
import { Worker } from 'node:worker_threads';
import { extentOf, isTaste, tell } from '../extent.ts';
import type { Order, Said } from './worker.ts';

export interface Campaign {
  /** For the figures. */
  readonly name: string;
  /** The module that runs the inputs. */
  readonly worker: URL;
  /** How many at the full extent. */
  readonly inputs: number;
  /** Longer than this, for one input, is a hang. */
  readonly maxMs: number;
  /** What the heap of the worker may grow to. */
  readonly maxMib: number;
}

/** An input that did harm. */
export interface Harm {
  readonly seed: number;
  readonly message: string;
  /** Cut down as far as it still does the same; as it was, where the worker did not live to do so. */
  readonly input?: string;
}

export interface Findings {
  readonly harms: readonly Harm[];
  /** How many inputs came to what. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** So many harms are enough to start mending. */
const MAX_HARMS = 10;
const POLL_MS = 250;
/** Starting a worker loads the whole command line; on a busy machine that takes a while. */
const START_MS = 60_000;

/** Then no further inputs are taken: on a busy machine a campaign would last for hours. FUZZ_MINUTES sets another end. */
const MAX_MS = Number(process.env.FUZZ_MINUTES ?? 20) * 60_000;

/** A taste takes no more than this: a few seconds, most of which two workers need to start and to become quick. */
const MAX_TASTE = 200;

/** FUZZ_SEED=7 runs that input alone, FUZZ_SEED=1001-2000 a part of the campaign; they are taken in their order. */
const chosen = process.env.FUZZ_SEED?.split('-').map(Number);

/**
 * Runs the inputs 1, 2, 3 and so on: the same ones on every machine.
 *
 * @param atLeast so many even in a taste
 */
export async function run(campaign: Campaign, atLeast = 1): Promise<Findings> {
  const first = chosen?.[0] ?? 1;
  const last = chosen
    ? Math.min(chosen.at(-1) ?? first, Math.max(campaign.inputs, first))
    : Math.min(extentOf(campaign.inputs, atLeast), isTaste ? MAX_TASTE : campaign.inputs);
  const harms: Harm[] = [];
  const outcomes: Record<string, number> = {};
  let slowest = { seed: 0, ms: 0 };
  let peakMib = 0;
  const started = performance.now();
  const until = Date.now() + MAX_MS;
  const counter = new Int32Array(new SharedArrayBuffer(4));
  Atomics.store(counter, 0, first);
  const runLane = async () => {
    while (Atomics.load(counter, 0) <= last && harms.length < MAX_HARMS && Date.now() < until) {
      const shift = await runShift(campaign, { counter, last, maxHarms: MAX_HARMS - harms.length, until });
      harms.push(...shift.harms);
      for (const [outcome, times] of Object.entries(shift.outcomes))
        outcomes[outcome] = (outcomes[outcome] ?? 0) + times;
      if (shift.slowest.ms > slowest.ms) slowest = shift.slowest;
      peakMib = Math.max(peakMib, shift.peakMib);
      if (shift.isBroken) break;
    }
  };
  await Promise.all([runLane(), runLane()]);
  const seconds = (performance.now() - started) / 1000;
  const done = Object.values(outcomes).reduce((sum, times) => sum + times, 0);
  const shares = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  tell(
    campaign.name,
    `${done} of ${last - first + 1} inputs in ${Math.round(seconds)} s, ${Math.round(done / seconds)} a second, slowest ${Math.round(slowest.ms)} ms (seed ${slowest.seed}), ` +
      `heap at most ${Math.round(peakMib)} MiB; ${shares.map(([outcome, times]) => `${outcome} ${times}`).join(', ')}`,
  );
  return { harms, outcomes };
}

interface Shift extends Findings {
  /** Whether it did not come so far as to take an input: nor would the next one. */
  readonly isBroken: boolean;
  readonly slowest: { readonly seed: number; readonly ms: number };
  readonly peakMib: number;
}

/** One worker's life: until all is done, or an input is too much for it. */
async function runShift(
  { worker: url, maxMs, maxMib }: Campaign,
  range: Omit<Order, 'clock'>,
): Promise<Shift> {
  const clock = new Int32Array(new SharedArrayBuffer(8));
  const order: Order = { ...range, clock };
  const worker = new Worker(url, {
    workerData: order,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: maxMib },
  });
  const harms: Harm[] = [];
  let end: Extract<Said, { kind: 'end' }> | undefined;
  let crash: string | undefined;
  worker.on('message', (said: Said) => {
    if (said.kind === 'end') end = said;
    else harms.push(said.harm);
  });
  worker.on('error', (error) => {
    crash = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  });
  let [seed, since] = [-1, performance.now()];
  const watchdog = setInterval(() => {
    const now = Atomics.load(clock, 0);
    if (now !== seed) [seed, since] = [now, performance.now()];
    else if (performance.now() - since > (seed === 0 ? START_MS : maxMs)) {
      crash = `It hangs: not done after ${maxMs} ms.`;
      void worker.terminate();
    }
  }, POLL_MS);
  await new Promise((resolve) => worker.once('exit', resolve));
  clearInterval(watchdog);
  const nothing = { outcomes: {}, slowest: { seed: 0, ms: 0 }, peakMib: 0 };
  if (end) return { ...end, harms, isBroken: false };
  const at = Atomics.load(clock, 0);
  harms.push({ seed: at, message: crash ?? 'The worker ended without a word.' });
  return { ...nothing, harms, isBroken: at === 0 };
}

/** Whether any input came to that; one alone need not. */
export function isReached({ outcomes }: Findings, outcome: string): boolean {
  return chosen !== undefined || (outcomes[outcome] ?? 0) > 0;
}

/** Harms as the message of a failing test. @param inputOf makes the input of a seed again */
export function describeHarms({ harms }: Findings, inputOf: (seed: number) => string): string {
  return harms
    .map(({ seed, message, input }) => {
      const shown = JSON.stringify(input ?? inputOf(seed));
      const cut = shown.length > 4000 ? `${shown.slice(0, 4000)}… (${shown.length} characters)` : shown;
      return `seed ${seed} (FUZZ_SEED=${seed} runs it alone): ${message}\ninput: ${cut}`;
    })
    .join('\n\n');
}
