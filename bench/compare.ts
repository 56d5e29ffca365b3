// Times command lines against each other: all of them in turn, round after round, so that a busy machine is unfair to none.
import { type CommandLine, type Environment, peakOf, timed } from './measure.ts';

export interface Case extends CommandLine {
  /** The case that it is compared with; undefined for one that stands for itself. */
  readonly reference?: string;
  /** At most so many times the reference; undefined for what is only shown. */
  readonly target?: number;
  /** Variables of the run that counts the requests. */
  readonly counting?: Environment;
  /** Prepares each run, outside the time that counts. @returns variables to add */
  readonly before?: () => Promise<Environment>;
}

export interface Extent {
  readonly rounds: number;
  /** After so many seconds no further round begins, once there are three. */
  readonly seconds: number;
  /** Counts the requests since it was last called. */
  readonly requests?: () => number;
}

/** What the runs of one case took. */
export interface Taken {
  /** Milliseconds on the wall, one for each round. */
  readonly wall: number[];
  /** Milliseconds of processor time, one for each round. */
  readonly processor: number[];
  /** Most memory at once, in MB. */
  peak: number;
  requests: number | undefined;
}

/** Prints a table of the cases, and returns what they took, by name. */
export async function compare(
  title: string,
  cases: readonly Case[],
  { rounds, seconds, requests }: Extent,
): Promise<ReadonlyMap<string, Taken>> {
  const taken = new Map(
    cases.map(({ name }): [string, Taken] => [
      name,
      { wall: [], processor: [], peak: 0, requests: undefined },
    ]),
  );
  // The first round fills caches, tells memory and requests, and does not count for time.
  for (const measured of cases) {
    const row = taken.get(measured.name) as Taken;
    const ready = await prepared(measured);
    requests?.();
    row.peak = await peakOf({ ...ready, environment: { ...ready.environment, ...measured.counting } });
    row.requests = requests?.();
  }
  const end = performance.now() + seconds * 1000;
  let done = 0;
  for (; done < rounds && (done < 3 || performance.now() < end); done++) {
    for (const measured of cases) {
      const { wall, processor } = await timed(await prepared(measured));
      taken.get(measured.name)?.wall.push(wall);
      taken.get(measured.name)?.processor.push(processor);
    }
  }
  console.log(`\n${title}: ${done} rounds`);
  console.log('  wall, median (quartiles)       x   processor      x  target    peak  requests');
  for (const measured of cases) console.log(line(measured, taken));
  return taken;
}

async function prepared({ name, argv, cwd, environment, before }: Case): Promise<CommandLine> {
  return { name, argv, cwd, environment: { ...environment, ...(await before?.()) } };
}

function line({ name, reference, target }: Case, all: ReadonlyMap<string, Taken>): string {
  const { wall, processor, peak, requests } = all.get(name) as Taken;
  const base = reference === undefined ? undefined : all.get(reference);
  const times = (part: number, whole: number | undefined) =>
    whole === undefined ? '' : (part / whole).toFixed(2);
  const cells = [
    `${ms(median(wall)).padStart(8)} (${ms(quantile(wall, 0.25))} to ${ms(quantile(wall, 0.75))})`.padEnd(30),
    times(median(wall), base && median(base.wall)).padStart(5),
    ms(median(processor)).padStart(12),
    times(median(processor), base && median(base.processor)).padStart(7),
    (target === undefined ? '' : target.toFixed(2)).padStart(8),
    `${peak.toFixed(0)} MB`.padStart(8),
    (requests === undefined ? '' : `${requests}`).padStart(10),
  ];
  return `${cells.join('')}  ${name}${reference === undefined ? '' : ` (x ${reference})`}`;
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
export const median = (values: readonly number[]): number => quantile(values, 0.5);
const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
