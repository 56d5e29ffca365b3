// Where a command writes to: the process's streams, and what they can show.
import { isatty, type WriteStream } from 'node:tty';
import type { Diagnostic } from '@flowlink/core';
import { Problems } from '../problems.ts';
import { withoutCommands, withoutCommandsInJson } from '../render/reports/workflow-commands.ts';
import type { Style } from '../render/style.ts';
import { liveTerminal, type Terminal } from './live-terminal.ts';
import { canRewrite, isInteractive, styleFor } from './terminal.ts';

export interface Console {
  /** The command that runs; null if the command line names none. */
  readonly command: string | null;
  /** Whether standard output is for programs. */
  readonly json: boolean;
  /** Of standard output, with the width that it has at the moment. */
  readonly style: Style;
  readonly errorStyle: Style;
  /** Whether a question would be seen and could be answered. */
  readonly isInteractive: boolean;
  /** Standard output, if people watch it and lines can be rewritten on it. */
  readonly live: Terminal | undefined;
  /** The same for standard error. */
  readonly errorLive: Terminal | undefined;
  /** What JSON has to say of the command line itself, before anything else. */
  readonly notices: readonly Diagnostic[];
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
  command,
  json,
  noColor,
  notices = [],
}: {
  readonly command: string | null;
  readonly json: boolean;
  readonly noColor: boolean;
  readonly notices?: readonly Diagnostic[];
}): Console {
  const { stdout, stderr } = process;
  const env = { ...process.env };
  // The stream of standard input would be made by looking at it.
  const asks = isInteractive({ isTTY: isatty(0) }, stdout, env);
  if (asks && !styleFor(stdout, env, noColor).colour) {
    // What asks the questions looks at these variables alone, and lets the other one win.
    process.env.NO_COLOR = '1';
    delete process.env.FORCE_COLOR;
  }
  const liveOn = (stream: WriteStream) =>
    !json && canRewrite(stream, env) ? liveTerminal(stream) : undefined;
  const asIs = (text: string) => text;
  const harmless = isGitHubActions() ? withoutCommands : asIs;
  const harmlessOutput = isGitHubActions() && json ? withoutCommandsInJson : harmless;
  return {
    command,
    json,
    notices,
    get style() {
      return styleFor(stdout, env, noColor);
    },
    get errorStyle() {
      return styleFor(stderr, env, noColor);
    },
    isInteractive: asks,
    live: liveOn(stdout),
    errorLive: liveOn(stderr),
    problems: processProblems,
    print: (text) => {
      stdout.write(harmlessOutput(text));
    },
    printError: (text) => {
      stderr.write(harmless(text));
    },
  };
}
