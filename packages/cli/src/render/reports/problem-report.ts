// What a report of problems is made of, for whichever machine reads it.
import { posix } from 'node:path';
import type { Found } from '../../problems.ts';

export interface ProblemReport {
  /** The command as it is typed, such as `plan`. */
  readonly command: string;
  readonly toolVersion: string;
  /** Where the project is in its repository, with forward slashes; empty at the root. */
  readonly folder: string;
  readonly found: readonly Found[];
  /** The files that were read, relative to the project's root. */
  readonly files: ReadonlySet<string>;
  /** The connections that were checked. */
  readonly connections: ReadonlySet<string>;
  /** What ended the command before its time. */
  readonly signal?: string;
}

/** The path of a file of the project from the root of the repository: what code hosts resolve. */
export function pathFromRepository({ folder }: ProblemReport, file: string): string {
  return posix.join(folder, file);
}
