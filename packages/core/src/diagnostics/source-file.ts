// The text of a file with what must not be shown of it, and offsets turned into lines and columns.
import type { Range } from './diagnostic.ts';

/** A line and a column, both from 1; columns count UTF-16 units, as editors do. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** A file of the project as it was read. */
export interface SourceFile {
  /** Path relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Where secrets stand that should not be there; code frames show a placeholder instead. */
  readonly redactions: readonly Range[];
}

/** The files by path, for printing diagnostics. */
export type Sources = ReadonlyMap<string, SourceFile>;

/** Line and column of an offset. */
export function lineColumn(text: string, offset: number): LineColumn {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}
