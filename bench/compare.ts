// Times command lines against each other: all of them in turn, round after round, so that a busy machine is unfair to none.
import { spawnSync } from 'node:child_process';

export interface Case {
  readonly name: string;
  /** What follows `node`. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** At most so many times the reference; undefined for what is only shown. */
  readonly target?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Times {
  /** Milliseconds on the wall, one for each round. */
  readonly wall: number[];
  /** Milliseconds of processor time: what other programs do meanwhile counts for less. */
  readonly processor: number[];
}

/** Prints a table of the cases, each as a multiple of the reference, which is one of them. */
export function compare(
  title: string,
  cases: readonly Case[],
  { reference, rounds, seconds }: { reference: string; rounds: number; seconds: number },
): void {
  const times = cases.map((): Times => ({ wall: [], processor: [] }));
  const end = performance.now() + seconds * 1000;
  // The first round fills caches and does not count.
  for (let round = -1; round < rounds && (round < 3 || performance.now() < end); round++) {
    for (const [index, measured] of cases.entries()) {
      const { wall, processor } = timed(measured);
      if (round < 0) continue;
      times[index]?.wall.push(wall);
      times[index]?.processor.push(processor);
    }
  }
  const base = times[cases.findIndex(({ name }) => name === reference)];
  const done = base?.wall.length ?? 0;
  console.log(`\n${title}: ${done} rounds, x ${reference}`);
  console.log(`${'wall, median (quartiles)'.padEnd(28)}     x  processor, mean     x  target`);
  for (const [index, { name, target }] of cases.entries()) {
    const { wall = [], processor = [] } = times[index] ?? {};
    const cells = [
      `${ms(median(wall))} (${ms(quantile(wall, 0.25))} to ${ms(quantile(wall, 0.75))})`.padEnd(28),
      (median(wall) / median(base?.wall ?? [])).toFixed(2).padStart(6),
      ms(mean(processor)).padStart(17),
      (mean(processor) / mean(base?.processor ?? [])).toFixed(2).padStart(6),
      (target === undefined ? '' : `${target.toFixed(1)}`).padStart(8),
    ];
    console.log(`${cells.join('')}  ${name}`);
  }
}

function timed({ name, argv, cwd, environment }: Case): { wall: number; processor: number } {
  // What trusts extra certificates pays for it at every start.
  const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;
  const start = performance.now();
  // The shell tells what its child took.
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', '"$@" >/dev/null && times', 'sh', process.execPath, ...argv],
    { cwd, env: { ...inherited, ...environment }, encoding: 'utf8' },
  );
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  const [, children = ''] = stdout.trim().split('\n');
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return {
    wall,
    processor: parts.reduce(
      (sum, [, minutes, rest]) => sum + Number(minutes) * 60_000 + Number(rest) * 1000,
      0,
    ),
  };
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
/** Of processor time: some systems count it in steps of 10 ms. */
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number => quantile(values, 0.5);
const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;
