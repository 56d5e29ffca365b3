// Prints a problem that came up outside any command, in the form that the command line asks for.
import type { Diagnostic } from '@flowlink/core';
import { processConsole } from './edge/console.ts';
import { requestReports } from './edge/problem-reports.ts';
import { noticed, printFailure } from './report.ts';
import { EventStream } from './tasks/event-stream.ts';

/** Commands whose JSON is a stream of events. */
const STREAMING = ['apply', 'destroy'];

/** Commands that write reports of problems. */
const REPORTING = ['apply', 'destroy', 'drift', 'fmt', 'plan', 'validate', 'verify'];

/** @param argv what follows `flowlink` @param command the command that it names, if any @returns the exit code */
export function printEarlyFailure(
  argv: readonly string[],
  command: string | null,
  problem: Diagnostic,
): number {
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  const console = processConsole({
    command,
    json: flags.includes('--json'),
    noColor: flags.includes('--no-color'),
  });
  if (command !== null && REPORTING.includes(command)) {
    requestReports({
      command,
      directory: '.',
      sarif: valueAfter('--sarif', flags),
      junit: valueAfter('--junit', flags),
    });
  }
  if (!console.json || !STREAMING.includes(command ?? '')) return printFailure(console, noticed(problem));
  new EventStream(console).fail([problem], new Map());
  return 1;
}

/** The value of a flag that the parser did not come to. */
function valueAfter(flag: string, flags: readonly string[]): string | undefined {
  const index = flags.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = flags[index];
  return word === flag ? flags[index + 1] : word?.slice(flag.length + 1);
}
