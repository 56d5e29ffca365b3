// Runs one command line and tells what it took.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type Environment = Readonly<Record<string, string>>;

export interface CommandLine {
  readonly name: string;
  /** What follows `node`. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment?: Environment;
}

export interface Times {
  /** Milliseconds on the wall. */
  readonly wall: number;
  /** Milliseconds of processor time: what other programs do meanwhile counts for less. */
  readonly processor: number;
}

/** Throws if the command line fails. */
export async function timed(command: CommandLine): Promise<Times> {
  const start = performance.now();
  // The shell tells what its child took.
  const output = await run('sh', ['-c', '"$@" >/dev/null && times', 'sh', process.execPath], command);
  const wall = performance.now() - start;
  const [, children = ''] = output.trim().split('\n');
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  const processor = parts.reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60_000 + Number(rest) * 1000,
    0,
  );
  return { wall, processor };
}

const peakMemory = new URL('./peak-memory.mjs', import.meta.url).href;

/** @returns the most memory that the process held at once, in MB */
export async function peakOf(command: CommandLine): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-peak-'));
  try {
    const file = join(folder, 'kilobytes');
    const environment = { ...command.environment, NODE_OPTIONS: `--import=${peakMemory}`, PEAK_MEMORY: file };
    // Through a shell: a process is said to have held what the one held that started it.
    await run('sh', ['-c', '"$@" >/dev/null; exit $?', 'sh', process.execPath], { ...command, environment });
    return Number(readFileSync(file, 'utf8')) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(
  program: string,
  before: readonly string[],
  { name, argv, cwd, environment }: CommandLine,
): Promise<string> {
  // What trusts extra certificates pays for it at every start.
  const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;
  const child = spawn(program, [...before, ...argv], {
    cwd,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (status !== 0) throw new Error(`${name} failed: ${stderr}${stdout}`);
  return stdout;
}
