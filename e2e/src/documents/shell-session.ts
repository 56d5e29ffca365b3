// One shell for a whole page, as its reader has it: what one line sets or starts is there for the next.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '../programs.ts';

export class ShellSession {
  readonly #shell: ChildProcess;
  #output = '';
  #count = 0;

  /** @param environment all that the shell sees */
  constructor(cwd: string, environment: Environment) {
    this.#shell = spawn('bash', ['--noprofile', '--norc'], {
      cwd,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
      });
    }
    // Job control, for `kill %1`.
    this.#shell.stdin?.write('exec 2>&1; set -m\n');
  }

  /** @returns both streams together, and the exit code */
  async run(statement: string): Promise<{ readonly output: string; readonly status: number }> {
    const mark = `@@ended ${++this.#count} `;
    this.#output = '';
    // Nothing but the shell itself reads the lines that follow.
    this.#shell.stdin?.write(`{ ${statement}\n} < /dev/null\nprintf '\\n${mark}%s\\n' "$?"\n`);
    const pattern = new RegExp(`\\n${mark}(\\d+)\\n`);
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return { output: this.#output.slice(0, match.index), status: Number(match[1]) };
      if (this.#shell.exitCode !== null) return { output: this.#output, status: this.#shell.exitCode };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends the shell and what it left in the background. */
  async close(): Promise<void> {
    const ended = once(this.#shell, 'exit');
    // With job control each job has a group of its own.
    this.#shell.stdin?.end('for job in $(jobs -p); do kill -9 -- -"$job" 2> /dev/null; done; exit\n');
    await ended;
  }
}
