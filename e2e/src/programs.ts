// Starts the real programs: flowlink once, flowlink-backend until the test ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { record } from './contract/recorder.ts';

const program = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));
const flowlinkProgram = program('cli/bin/flowlink.js');
const backendProgram = program('backend/bin/flowlink-backend.js');

/** What a program said and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Only what the test gives it: nothing of the machine's environment but the path. */
export type Environment = Readonly<Record<string, string>>;

/** @param input what is piped into it */
export function runFlowlink(
  argv: readonly string[],
  cwd: string,
  environment: Environment,
  input?: string,
): Promise<Ended> {
  return run([flowlinkProgram, ...argv], cwd, environment, input);
}

function runBackend(argv: readonly string[]): Promise<Ended> {
  return run(['--disable-warning=ExperimentalWarning', backendProgram, ...argv], '.', {});
}

/** A flowlink that goes on while the test does something else. */
export interface RunningFlowlink {
  signal(name: NodeJS.Signals): void;
  /** Reads no more of its standard output, as `head` does. */
  closeStdout(): void;
  /** All it has said on standard error so far. */
  stderr(): string;
  readonly ended: Promise<Ended>;
}

export function startFlowlink(
  argv: readonly string[],
  cwd: string,
  environment: Environment,
): RunningFlowlink {
  return start([flowlinkProgram, ...argv], cwd, environment);
}

function run(argv: readonly string[], cwd: string, environment: Environment, input?: string): Promise<Ended> {
  return start(argv, cwd, environment, input).ended;
}

function start(argv: readonly string[], cwd: string, environment: Environment, input = ''): RunningFlowlink {
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that does not read its input may be gone before all is written.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const ended = once(child, 'close').then(([status]) => ({
    status: status as number | null,
    stdout: stdout(),
    stderr: stderr(),
  }));
  return {
    signal: (name) => void child.kill(name),
    closeStdout: () => void child.stdout.destroy(),
    stderr,
    ended,
  };
}

export interface Backend {
  /** Of the recorder that stands before it. */
  readonly url: string;
  readonly dataDir: string;
  /** Makes a token for the workspace. */
  token(workspace: string, role: 'read' | 'write' | 'admin'): Promise<string>;
  /** All it has logged. */
  log(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export async function startBackend(dataDir: string): Promise<Backend> {
  const argv = [
    '--disable-warning=ExperimentalWarning',
    backendProgram,
    'serve',
    '--data',
    dataDir,
    '--port',
    '0',
  ];
  const child: ChildProcess = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child.stderr);
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
  const recorder = await record(line.split(' ').at(-1) ?? '');
  child.once('exit', recorder.close);
  return {
    url: recorder.url,
    dataDir,
    log,
    async token(workspace, role) {
      const made = await runBackend([
        'token',
        'create',
        '--data',
        dataDir,
        '--workspace',
        workspace,
        '--role',
        role,
        '--name',
        role,
      ]);
      return made.stdout.trim();
    },
    async kill(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
