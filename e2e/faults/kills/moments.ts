// Who is killed, and when: moments over the whole of an apply, its first and last milliseconds included.
import type { Random } from '../random.ts';

export type Victim = 'cli' | 'backend' | 'both' | 'database';

/** Milliseconds after something that happens. */
export interface Moment {
  readonly after: 'start' | 'run_started' | { readonly changesDone: number };
  readonly ms: number;
}

export interface Fate {
  readonly victim: Victim;
  readonly moment: Moment;
  /** How many changes run side by side: the fewer, the longer there is something to disturb. */
  readonly concurrency: number;
  /** How long the backend stays away, in milliseconds. */
  readonly absence: number;
}

/** How long an undisturbed apply takes in milliseconds: until its run starts, and from there to its end. */
export interface Pace {
  readonly toRun: number;
  readonly running: number;
}

/** A client gives up after about four seconds. */
const TOO_LONG = 5_000;

export function fateOf(random: Random, pace: Pace, planned: number, mayCrash: boolean): Fate {
  return {
    victim: victimOf(random.next(), mayCrash),
    moment: momentOf(random, pace, planned),
    concurrency: random.pick([1, 2, 10]),
    absence: random.isLikely(0.08) ? TOO_LONG : random.below(500),
  };
}

function victimOf(chance: number, mayCrash: boolean): Victim {
  if (chance < 0.5) return 'cli';
  if (chance < 0.7) return 'backend';
  return mayCrash && chance < 0.85 ? 'database' : 'both';
}

function momentOf(random: Random, { toRun, running }: Pace, planned: number): Moment {
  const chance = random.next();
  if (chance < 0.2) return { after: 'start', ms: random.below(toRun + running) };
  if (chance < 0.3) return { after: 'run_started', ms: random.below(4) };
  if (chance < 0.4) return { after: { changesDone: planned }, ms: random.below(8) };
  if (chance < 0.6) return { after: 'run_started', ms: random.below(running) };
  return { after: { changesDone: Math.ceil(random.next() * 0.7 * planned) }, ms: random.below(3) };
}
