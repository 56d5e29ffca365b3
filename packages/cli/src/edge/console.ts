// Where a command writes to: the process's streams, and what they can show.
import { Problems } from '../problems.ts';
import { withoutCommands, withoutCommandsInJson } from '../render/reports/workflow-commands.ts';
import type { Style } from '../render/style.ts';
import { isInteractive, styleFor } from './terminal.ts';

export interface Console {
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
  /** Keeps every problem that is printed, for the reports at the end. */
  readonly problems: Problems;
  print(text: string): void;
  printError(text: string): void;
}

/** All that this process has to tell of. */
export const processProblems = new Problems();

/** Whether a runner of GitHub Actions reads what is printed. */
export const isGitHubActions = (): boolean => process.env.GITHUB_ACTIONS === 'true';

/** The console of this process. */
export function processConsole({
  json,
  noColor,
}: {
  readonly json: boolean;
  readonly noColor: boolean;
}): Console {
  const { stdin, stdout, stderr, env } = process;
  const asIs = (text: string) => text;
  const harmless = isGitHubActions() ? withoutCommands : asIs;
  const harmlessOutput = isGitHubActions() && json ? withoutCommandsInJson : harmless;
  return {
    json,
    style: styleFor(stdout, env, noColor),
    errorStyle: styleFor(stderr, env, noColor),
    isInteractive: isInteractive(stdin, stdout, env),
    isTerminal: stdout.isTTY === true,
    isErrorTerminal: stderr.isTTY === true && env.TERM !== 'dumb',
    problems: processProblems,
    print: (text) => {
      stdout.write(harmlessOutput(text));
    },
    printError: (text) => {
      stderr.write(harmless(text));
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
