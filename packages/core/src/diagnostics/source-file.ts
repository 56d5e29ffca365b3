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

/** The offsets at which the lines of the text begin that was asked about last: thousands of problems may be of one file. */
let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function lineStarts(text: string): readonly number[] {
  if (last.text !== text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    last = { text, starts };
  }
  return last.starts;
}

/** Line and column of an offset. */
export function lineColumn(text: string, offset: number): LineColumn {
  const starts = lineStarts(text);
  // The last line that does not begin behind the offset.
  let line = 0;
  for (let end = starts.length; line + 1 < end; ) {
    const middle = (line + end) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else end = middle;
  }
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}
