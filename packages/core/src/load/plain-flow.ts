// Reads what stands in quotation marks, brackets or braces on one line, as far as there is nothing odd about it.

type PlainMap = Record<string, unknown>;

const QUOTED = /"([^"\\]*)"|'([^']*)'(?!')/y;
const SCALAR = /[\w$/.](?:[\w.*/$-]|:(?=[\w/]))*/y;
const KEY = /([A-Za-z_][\w.-]{0,199}): +/y;
const COMMA = / *, */y;
const END = / *(?:(?<= )#.*)?$/y;
const MAX_DEPTH = 20;

/**
 * @param scalarOf tells what a text without quotation marks is
 * @param put adds to a map, unless that is not permitted
 * @returns a function that reads a text from its beginning to its end; undefined for what only a parser can tell
 */
export function flowReader(
  scalarOf: (text: string) => unknown,
  put: (map: PlainMap, key: string, value: unknown) => boolean,
): (text: string) => unknown {
  let text = '';
  let at = 0;

  const accept = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const opens = (bracket: string): boolean => {
    if (text[at] !== bracket) return false;
    at++;
    while (text[at] === ' ') at++;
    return true;
  };
  /** Whether the bracket closes, with whatever space stands before it. */
  const closes = (bracket: string): boolean => {
    let end = at;
    while (text[end] === ' ') end++;
    if (text[end] !== bracket) return false;
    at = end + 1;
    return true;
  };
  const value = (depth: number): unknown => {
    if (depth > MAX_DEPTH) return undefined;
    if (opens('[')) return list(depth);
    if (opens('{')) return map(depth);
    const quoted = accept(QUOTED);
    if (quoted) return quoted[1] ?? quoted[2];
    const plain = accept(SCALAR);
    return plain ? scalarOf(plain[0]) : undefined;
  };
  const list = (depth: number): unknown[] | undefined => {
    const items: unknown[] = [];
    if (closes(']')) return items;
    for (;;) {
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      if (closes(']')) return items;
      if (!accept(COMMA)) return undefined;
    }
  };
  const map = (depth: number): PlainMap | undefined => {
    const entries: PlainMap = {};
    if (closes('}')) return entries;
    for (;;) {
      const key = accept(KEY)?.[1];
      const content = key === undefined ? undefined : value(depth + 1);
      if (key === undefined || content === undefined || !put(entries, key, content)) return undefined;
      if (closes('}')) return entries;
      if (!accept(COMMA)) return undefined;
    }
  };

  return (whole) => {
    text = whole;
    at = 0;
    const read = value(0);
    return read !== undefined && accept(END) ? read : undefined;
  };
}
