// Prints what a step came to: diagnostics for people on standard error, one JSON document for programs on standard output.
import { type Diagnostic, diagnosticJson, hasErrors, type Sources } from '@flowlink/core';
import type { Console } from './edge/console.ts';
import { renderDiagnostics } from './render/diagnostics.ts';

/** What a report holds besides its value. */
export interface Noticed {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

const noSources: Sources = new Map();

/** Diagnostics without a place in a file. */
export function noticed(...diagnostics: readonly Diagnostic[]): Noticed {
  return { diagnostics, sources: noSources };
}

/** For people. After mere warnings comes a blank line, and then whatever succeeded. */
export function printDiagnostics(console: Console, { diagnostics, sources }: Noticed): void {
  const known = new Set(console.problems.codes);
  console.problems.add({ diagnostics, sources });
  if (diagnostics.length === 0) return;
  const end = hasErrors(diagnostics) ? '' : '\n';
  console.printError(renderDiagnostics(diagnostics, sources, console.errorStyle, known) + end);
}

/** For programs, per the published schema: `ok`, the diagnostics and what else there is. */
export function printDocument(console: Console, { diagnostics, sources }: Noticed, content: object): void {
  console.problems.add({ diagnostics, sources });
  const document = {
    format: 'flowlink-output',
    version: 1,
    command: console.command,
    ok: !hasErrors(diagnostics),
    diagnostics: [...console.notices, ...diagnostics].map((problem) => diagnosticJson(problem, sources)),
    ...content,
  };
  console.print(`${JSON.stringify(document, null, 2)}\n`);
}

/** What a step came to, in whichever form was asked for. @returns the exit code */
export function present<T>(
  console: Console,
  { value, ...things }: Noticed & { readonly value?: T },
  {
    json,
    text,
  }: {
    readonly json: (value: T, sources: Sources) => object;
    readonly text: (value: T, sources: Sources) => string;
  },
): number {
  if (value === undefined) return printFailure(console, things);
  if (console.json) {
    printDocument(console, things, json(value, things.sources));
  } else {
    printDiagnostics(console, things);
    console.print(text(value, things.sources));
  }
  return 0;
}

/** A failure in whichever form was asked for. @returns the exit code */
export function printFailure(console: Console, failure: Noticed): number {
  if (console.json) printDocument(console, failure, {});
  else printDiagnostics(console, failure);
  return 1;
}
