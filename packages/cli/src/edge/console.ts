// Where a command writes to: the process's streams, and what they can show.
import type { Style } from '../render/style.ts';
import { isInteractive, styleFor } from './terminal.ts';

export interface Console {
  /** The command that runs; null if the command line names none. */
  readonly command: string | null;
  /** Whether standard output is for programs. */
  readonly json: boolean;
  readonly style: Style;
  readonly errorStyle: Style;
  /** Whether a question would be seen and could be answered. */
  readonly isInteractive: boolean;
  /** Whether standard output is a terminal rather than a file or a log. */
  readonly isTerminal: boolean;
  /** Whether standard error is one, and can rewrite a line. */
  readonly isErrorTerminal: boolean;
  print(text: string): void;
  printError(text: string): void;
}

/** The console of this process. */
export function processConsole({
  command,
  json,
  noColor,
}: {
  readonly command: string | null;
  readonly json: boolean;
  readonly noColor: boolean;
}): Console {
  const { stdin, stdout, stderr, env } = process;
  return {
    command,
    json,
    style: styleFor(stdout, env, noColor),
    errorStyle: styleFor(stderr, env, noColor),
    isInteractive: isInteractive(stdin, stdout, env),
    isTerminal: stdout.isTTY === true,
    isErrorTerminal: stderr.isTTY === true && env.TERM !== 'dumb',
    print: (text) => {
      stdout.write(text);
    },
    printError: (text) => {
      stderr.write(text);
    },
  };
}

/** Lets the reader of a pipe, such as `head`, go away without a fuss: what is printed from then on is lost. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
