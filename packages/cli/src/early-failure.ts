// Prints a problem that came up outside any command, in the form that the command line asks for.
import type { Diagnostic } from '@flowlink/core';
import { processConsole } from './edge/console.ts';
import { requestReports } from './edge/problem-reports.ts';
import type { CommandGrammar } from './grammar/grammar.ts';
import { noticed, printFailure } from './report.ts';
import { EventStream } from './tasks/event-stream.ts';

/** Commands whose JSON is a stream of events. */
const STREAMING = ['apply', 'destroy'];

/** @param argv what follows `flowlink` @param command the command that it names, if any @returns the exit code */
export function printEarlyFailure(
  argv: readonly string[],
  command: CommandGrammar | null,
  problem: Diagnostic,
): number {
  const name = command?.name ?? null;
  const end = argv.indexOf('--');
  const flags = end === -1 ? argv : argv.slice(0, end);
  const console = processConsole({
    command: name,
    json: flags.includes('--json'),
    noColor: flags.includes('--no-color'),
  });
  if (command?.flags.some((flag) => flag.name === 'sarif')) {
    requestReports({
      command: command.name,
      directory: '.',
      sarif: valueAfter('--sarif', flags),
      junit: valueAfter('--junit', flags),
    });
  }
  if (!console.json || !STREAMING.includes(name ?? '')) return printFailure(console, noticed(problem));
  new EventStream(console).fail([problem], new Map());
  return 1;
}

/** The value of a flag that the parser did not come to. */
function valueAfter(flag: string, flags: readonly string[]): string | undefined {
  const index = flags.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = flags[index];
  return word === flag ? flags[index + 1] : word?.slice(flag.length + 1);
}
