// Takes whole lines out of a text so that no stray blank lines stay behind.
import type { Range, TextEdit } from '../../diagnostics/diagnostic.ts';
import { blankFrom, blankUntil, lineEnd, lineStart } from '../lines.ts';
import { deletion } from './candidate.ts';

/**
 * The edits that take an entry out, the nicest first: of the blank lines above and below, those stay that separate what
 * is left.
 *
 * @param lines from the start of a line to the end of one, without its end of line
 * @param index of the entry @param count how many entries there are
 */
export function linesWithout(text: string, lines: Range, index: number, count: number): TextEdit[] {
  const above = blankFrom(text, lines.start);
  const below = blankUntil(text, lines.end);
  const isLast = index === count - 1;
  const wide = {
    start: isLast ? above : lines.start,
    end: !isLast && (index === 0 || above < lines.start) ? below : lines.end,
  };
  // Blank lines may be part of a text above that keeps its ends of lines; then those below go, or none.
  const low = { start: lines.start, end: below };
  return [...[wide, lines, low].map((range) => deleteLines(text, range)), deletion(lines.start, lines.end)];
}

/** @param lines from the start of a line to the end of one, without its end of line */
export function deleteLines(text: string, { start, end }: Range): TextEdit {
  const next = text.indexOf('\n', end) + 1;
  if (next > 0) return deletion(start, next);
  // The file does not end its last line, and so will not do it for the line above.
  return deletion(lineEnd(text, lineStart(text, Math.max(start - 1, 0))), end);
}
