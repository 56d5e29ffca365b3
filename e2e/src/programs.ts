// Starts the real programs: flowlink once, flowlink-backend until the test ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

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

/** Runs a command of flowlink-backend other than serve. */
export function runBackend(argv: readonly string[], environment: Environment = {}): Promise<Ended> {
  return startBackendCommand(argv, environment).ended;
}

export function startBackendCommand(argv: readonly string[], environment: Environment): RunningProgram {
  return start(['--disable-warning=ExperimentalWarning', backendProgram, ...argv], '.', environment);
}

/** A program that goes on while the test does something else. */
export interface RunningProgram {
  signal(name: NodeJS.Signals): void;
  /** Reads no more of its standard output, as `head` does. */
  closeStdout(): void;
  /** All it has said on standard error so far. */
  stderr(): string;
  /** Calls back with every line of its standard output as it comes. */
  onLine(listener: (line: string) => void): void;
  readonly ended: Promise<Ended>;
}

export function startFlowlink(
  argv: readonly string[],
  cwd: string,
  environment: Environment,
): RunningProgram {
  return start([flowlinkProgram, ...argv], cwd, environment);
}

function run(argv: readonly string[], cwd: string, environment: Environment, input?: string): Promise<Ended> {
  return start(argv, cwd, environment, input).ended;
}

function start(argv: readonly string[], cwd: string, environment: Environment, input = ''): RunningProgram {
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
    onLine: (listener) => void createInterface(child.stdout).on('line', listener),
    ended,
  };
}

export interface Backend {
  /** What flowlink is given. */
  readonly url: string;
  readonly dataDir: string;
  /** Makes a token for the workspace. */
  token(workspace: string, role: 'read' | 'write' | 'admin'): Promise<string>;
  /** All it has logged. */
  log(): string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface Serving {
  /** Which database, as the command line names it. */
  readonly database: readonly ['--data' | '--database', string];
  /** 0, which is the default, picks a free one. */
  readonly port?: number;
  /** What it sees beside the machine's environment, such as the encryption key. */
  readonly environment?: Environment;
  /** Further ones of `serve`. */
  readonly flags?: readonly string[];
}

export async function startBackend(dataDir: string): Promise<Backend> {
  return { dataDir, ...(await serveBackend({ database: ['--data', dataDir] })) };
}

/** Starts a backend on any database. Throws with what it says if it does not start. */
export async function serveBackend({
  database,
  port = 0,
  environment = {},
  flags = [],
}: Serving): Promise<Omit<Backend, 'dataDir'>> {
  const argv = [
    '--disable-warning=ExperimentalWarning',
    backendProgram,
    'serve',
    ...database,
    '--port',
    `${port}`,
    ...flags,
  ];
  const child: ChildProcess = spawn(process.execPath, argv, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = collect(child.stderr);
  const lines = createInterface(child.stdout as NodeJS.ReadableStream);
  const line = await Promise.race([once(lines, 'line'), once(child, 'close').then(() => undefined)]);
  if (!line) throw new Error(`flowlink-backend did not start: ${log()}`);
  return {
    url: String(line[0]).split(' ').at(-1) ?? '',
    log,
    async token(workspace, role) {
      const words = ['token', 'create', ...database, '--workspace', workspace];
      const made = await runBackend([...words, '--role', role, '--name', role], environment);
      return made.stdout.trim();
    },
    async kill(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** @returns what the stream has said so far */
export function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
