// What flowlink fmt did, or would do.
import { clean } from './clean.ts';
import { count } from './count.ts';
import type { Style } from './style.ts';

/** The files that were written, or that all are as they should be. */
export function renderFormatted(
  written: readonly string[],
  { formatted, isAll }: { readonly formatted: number; readonly isAll: boolean },
  style: Style,
): string {
  const { paint, signs } = style;
  if (written.length > 0)
    return written.map((file) => `${paint.add('formatted')} ${clean(file, style)}\n`).join('');
  if (formatted === 0) return '';
  const what = isAll ? 'Everything' : 'Everything else';
  return `${paint.add(signs.done)} ${what} is formatted: ${count(formatted, 'file')}.\n`;
}

/** @param diffs the lines of unified diffs, whose first two name the file */
export function renderDiffs(diffs: readonly (readonly string[])[], style: Style): string {
  const lines = diffs.flatMap((diff) =>
    diff.map((line, index) => painted(clean(line, style), index < 2, style)),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function painted(line: string, isHead: boolean, { paint }: Style): string {
  if (isHead) return paint.strong(line);
  switch (line[0]) {
    case '+':
      return paint.add(line);
    case '-':
      return paint.remove(line);
    case '@':
      return paint.hint(line);
    default:
      return line;
  }
}
