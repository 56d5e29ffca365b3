// How fast changes end, and how long the rest will take: smoothed, and silent until there is enough to say.

/** Weighted so that what happened lately counts most. Times are milliseconds since the epoch. */
export interface Pace {
  readonly startedAt: number;
  /** When the weights were last brought up to date. */
  readonly at: number;
  /** How many have ended, unweighted. */
  readonly ended: number;
  readonly weightedCount: number;
  readonly weightedMs: number;
}

/** What is older than this counts little; in a long run it is a quarter of the run, so that slow runs stay steady too. */
const MEMORY_MS = 15_000;
const ENOUGH_ENDED = 5;
const ENOUGH_MS = 5_000;
/** Beyond a day an estimate says nothing. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

export function paceFrom(startedAt: number): Pace {
  return { startedAt, at: startedAt, ended: 0, weightedCount: 0, weightedMs: 0 };
}

/** The pace after one more has ended. */
export function paceAfter(pace: Pace, now: number): Pace {
  const aged = agedTo(pace, now);
  return { ...aged, ended: aged.ended + 1, weightedCount: aged.weightedCount + 1 };
}

/** How many end in a second; nothing until there is enough to say. */
export function perSecond(pace: Pace, now: number): number | undefined {
  if (pace.ended < ENOUGH_ENDED || now - pace.startedAt < ENOUGH_MS) return undefined;
  const { weightedCount, weightedMs } = agedTo(pace, now);
  return (weightedCount / weightedMs) * 1000;
}

/** Milliseconds until `left` more have ended; nothing until there is enough to say. */
export function timeLeft(pace: Pace, left: number, now: number): number | undefined {
  const rate = perSecond(pace, now);
  const ms = rate ? (left / rate) * 1000 : Number.POSITIVE_INFINITY;
  return ms > LONGEST_MS ? undefined : ms;
}

function agedTo(pace: Pace, now: number): Pace {
  const elapsed = Math.max(now - pace.at, 0);
  const memory = Math.max(MEMORY_MS, (now - pace.startedAt) / 4);
  const kept = Math.exp(-elapsed / memory);
  return {
    ...pace,
    at: pace.at + elapsed,
    weightedCount: pace.weightedCount * kept,
    weightedMs: pace.weightedMs * kept + memory * (1 - kept),
  };
}

/** `4.1/s`, or `12/min` where it is slow. */
export function rateText(rate: number): string {
  const [number, unit] = rate < 1 ? [rate * 60, 'min'] : [rate, 's'];
  return `${number < 10 ? number.toFixed(1) : Math.round(number)}/${unit}`;
}

/** In steps so coarse that the text is calm and promises no more than is known: `about 45s left`. */
export function timeLeftText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5}s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  const tens = Math.round(minutes / 10) * 10;
  return `about ${Math.floor(tens / 60)} h ${tens % 60} min left`;
}
