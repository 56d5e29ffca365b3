// Lines under headings, in columns.
import stringWidth from 'fast-string-width';
import { clean } from './clean.ts';
import { padTo, shorten } from './layout.ts';
import type { Style } from './style.ts';

const GAP = '  ';

/**
 * The headings and one line for each row.
 *
 * @param minFirstWidth how far the first column may be shortened if the terminal is narrow; no other one is
 */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  minFirstWidth: number,
): string[] {
  const shown = rows.map((row) => row.map((cell) => clean(cell, style)));
  const widths = headings.map((heading, column) =>
    Math.max(stringWidth(heading), ...shown.map((row) => stringWidth(row[column] ?? ''))),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + width + GAP.length, 0);
  const firstWidth = Math.min(widths[0] ?? 0, Math.max(style.width - others, minFirstWidth));
  const line = ([first = '', ...cells]: readonly string[]) =>
    [
      padTo(shorten(first, firstWidth, style.signs.ellipsis), firstWidth),
      ...cells.map((cell, index) => padTo(cell, widths[index + 1] ?? 0)),
    ]
      .join(GAP)
      .trimEnd();
  return [style.paint.quiet(line(headings)), ...shown.map(line)];
}
