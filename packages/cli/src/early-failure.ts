// Prints a problem that came up outside any command, in the form that the command line asks for.
import type { Diagnostic } from '@flowlink/core';
import { processConsole } from './edge/console.ts';
import { noticed, printFailure } from './report.ts';
import { EventStream } from './tasks/event-stream.ts';

/** Commands whose JSON is a stream of events. */
const STREAMING = ['apply', 'destroy'];

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
  if (!console.json || !STREAMING.includes(command ?? '')) return printFailure(console, noticed(problem));
  new EventStream((line) => console.print(line)).fail([problem], new Map());
  return 1;
}
