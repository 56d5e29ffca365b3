// One problem, as every stage reports it.
import { type Code, codes } from './codes.ts';

/** A half-open range of UTF-16 offsets in a file. Line and column are computed when printing. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place in one of the project's files. */
export interface Place {
  /** Path relative to the project's root, with forward slashes. */
  readonly file: string;
  readonly range: Range;
}

export type Severity = 'error' | 'warning';

/** A replacement of part of a file's text. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** A problem: what is wrong, where, why, and how to mend it. It never holds the value of a secret. */
export interface Diagnostic extends Partial<Place> {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong in one line; the same for every problem of this code. */
  readonly summary: string;
  /** This occurrence in full sentences. */
  readonly detail: string;
  readonly fix?: string;
  /** The mend in the diagnostic's own file, where it is certain. */
  readonly edit?: TextEdit;
  /** The connection concerned. */
  readonly connection?: string;
  /** Other places that belong to the problem. */
  readonly related?: readonly (Place & { readonly message: string })[];
}

/** A value, if there is one, and what was noticed on the way: warnings survive success. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** The parts of a diagnostic that its code does not determine. */
export type Occurrence = Omit<Diagnostic, 'code' | 'severity' | 'summary'>;

/** Makes a diagnostic; the table of codes gives its severity and summary. */
export function diagnostic(code: Code, occurrence: Occurrence): Diagnostic {
  return { code, ...codes[code], ...occurrence };
}

/** Whether any of the diagnostics stops the run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Each problem once: what a profile says is a problem of every connection that extends it, but one to mend. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const keyOf = ({ code, file, range, detail }: Diagnostic) => JSON.stringify([code, file, range, detail]);
  const seen = new Set<string>();
  return diagnostics.filter((problem) => {
    const key = keyOf(problem);
    return !seen.has(key) && seen.add(key);
  });
}
