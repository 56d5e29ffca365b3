// The lines around a place, with what is to be underlined, for any renderer.
import type { Range } from './diagnostic.ts';
import type { SourceFile } from './source-file.ts';

/** What stands in a frame instead of a secret. */
export const SENSITIVE = '(sensitive value)';

/** One line of a code frame. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  /** Columns from 0, end exclusive. */
  readonly underline?: Range;
}

const CONTEXT_BEFORE = 1;
const MAX_LINES = 4;
const MAX_WIDTH = 400;
const MARGIN = 40;

/** The line of a range and the one before it; at most four lines. Redacted parts are replaced. */
export function codeFrame(source: SourceFile, range: Range): FrameLine[] {
  const { text } = source;
  const start = Math.min(range.start, text.length);
  const end = Math.min(Math.max(range.end, start), text.length);
  let lineStart = text.lastIndexOf('\n', start - 1) + 1;
  let number = countLines(text, lineStart);
  for (let i = 0; i < CONTEXT_BEFORE && lineStart > 0; i++) {
    lineStart = text.lastIndexOf('\n', lineStart - 2) + 1;
    number--;
  }
  const lines: FrameLine[] = [];
  while (lines.length < MAX_LINES && lineStart <= text.length) {
    const lineEnd = endOfLine(text, lineStart);
    lines.push(frameLine(source, number, { start: lineStart, end: lineEnd }, { start, end }));
    if (lineEnd >= end - 1 || lineEnd >= text.length) break;
    lineStart = text.indexOf('\n', lineStart) + 1;
    number++;
  }
  return lines;
}

function frameLine(source: SourceFile, number: number, line: Range, marked: Range): FrameLine {
  const shown = redact(source, line);
  const from = Math.max(marked.start, line.start);
  const to = Math.min(Math.max(marked.end, marked.start + 1), Math.max(line.end, from + 1));
  const touches = marked.start <= line.end && (marked.end > line.start || marked.start >= line.start);
  if (!touches || to <= from) return { number, text: clip(shown.text, 0) };
  const indent = shown.text.length - shown.text.trimStart().length;
  const end = Math.max(shown.column(to), shown.column(from) + 1);
  const start = Math.max(shown.column(from), Math.min(indent, end - 1));
  // In an absurdly long line, what is marked shows with a little before it.
  const cut = start > MAX_WIDTH / 2 ? start - MARGIN : 0;
  return {
    number,
    text: clip(shown.text, cut),
    underline: { start: start - cut, end: Math.min(end - cut, MAX_WIDTH) },
  };
}

const clip = (text: string, from: number): string => text.slice(from, from + MAX_WIDTH);

/** The text of a line with its redacted parts replaced, and a map from offsets to columns of that text. */
function redact(source: SourceFile, line: Range): { text: string; column: (offset: number) => number } {
  let text = '';
  let at = line.start;
  const pieces: { from: number; to: number; column: number; length: number }[] = [];
  const copy = (to: number) => {
    pieces.push({ from: at, to, column: text.length, length: to - at });
    text += source.text.slice(at, to);
  };
  for (const { start, end } of [...source.redactions].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, at), Math.min(end, line.end)];
    if (from >= to) continue;
    copy(from);
    pieces.push({ from, to, column: text.length, length: SENSITIVE.length });
    text += SENSITIVE;
    at = to;
  }
  copy(line.end);
  const column = (offset: number) => {
    const piece = pieces.find(({ from, to }) => offset >= from && offset < to);
    if (!piece) return offset >= line.end ? text.length : 0;
    return piece.column + (piece.length === piece.to - piece.from ? offset - piece.from : 0);
  };
  return { text, column };
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' && end > start ? end - 1 : end;
}

function countLines(text: string, offset: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
