// Reads the lines of a text: where they begin and end, how far they are indented, and which comments belong together.

/** The end of line that a text uses. */
export const endOfLineIn = (text: string): '\n' | '\r\n' =>
  /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';

/** Where the line of an offset ends, before its end of line. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

export const lineStart = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** How many characters stand before an offset on its line; a byte order mark is none of them. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (text[start] === '\uFEFF' ? 1 : 0);
}

/** How many spaces the line of an offset begins with. */
export function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ') end++;
  return end - start;
}

/**
 * Passes over the rest of a line and the comment lines below that are indented deeper than `indent`: they belong to
 * what stands above.
 */
export function blockEnd(text: string, offset: number, indent: number): number {
  let end = lineEnd(text, offset);
  for (let at = end; at < text.length; ) {
    const start = text.indexOf('\n', at) + 1;
    if (start === 0) break;
    at = lineEnd(text, start);
    const line = text.slice(start, at);
    if (line.trim() === '') continue;
    if (!line.trimStart().startsWith('#') || indentAt(text, start) <= indent) break;
    end = at;
  }
  return end;
}

/** A comment for editors that is about the whole file. */
export const MODELINE = /^#\s*yaml-language-server:/;

/**
 * Where the comments begin that describe what stands on a line: the ones directly above it, with the same indentation.
 *
 * @param offset of the first character behind the indentation
 * @returns the start of a line
 */
export function describedFrom(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start).trim();
    if (!line.startsWith('#') || MODELINE.test(line)) break;
    if (indentAt(text, above) !== columnOf(text, offset)) break;
    start = above;
  }
  return start;
}

/** Where the blank lines begin that stand directly above a line. @param start of that line */
export function blankFrom(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if (text.slice(above, from).trim() !== '') break;
    from = above;
  }
  return from;
}

/** Where the last of the blank lines ends that stand directly below a line. @param end of that line */
export function blankUntil(text: string, end: number): number {
  let until = end;
  while (until < text.length) {
    const below = text.indexOf('\n', until) + 1;
    const next = lineEnd(text, below);
    if (below === 0 || below === text.length || text.slice(below, next).trim() !== '') break;
    until = next;
  }
  return until;
}
