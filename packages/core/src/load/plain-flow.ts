// Reads what stands in quotation marks, brackets or braces on one line, as far as there is nothing odd about it.
import type { Note } from './plain-places.ts';

type PlainMap = Record<string, unknown>;

/** What was read, and how many characters it takes. */
export interface Read {
  readonly value: unknown;
  readonly length: number;
}

const QUOTED = /"([^"\\]*)"|'([^']*)'(?!')/y;
const SCALAR = /[\w$/.](?:[\w.*/$-]|:(?=[\w/]))*/y;
const KEY = /([A-Za-z_][\w.-]{0,199}): +/y;
const COMMA = / *, */y;
const END = / *(?:(?<= )#.*)?$/y;
const MAX_DEPTH = 20;

/**
 * @param scalarOf tells what a text without quotation marks is
 * @param put adds to a map, unless that is not permitted
 * @returns a function that reads a text from its beginning to its end; undefined for what only a parser can tell. It takes
 *   where the text begins in its file, and what notes the places of the entries if somebody wants them
 */
export function flowReader(
  scalarOf: (text: string) => unknown,
  put: (map: PlainMap, key: string, value: unknown) => boolean,
): (text: string, start: number, note: Note | undefined) => Read | undefined {
  let text = '';
  let at = 0;
  let start = 0;
  let note: Note | undefined;

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
  const range = (from: number) => ({ start: start + from, end: start + at });
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
      const from = at;
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      note?.(items, items.length, { value: range(from), isScalar: !isCollection(item) });
      items.push(item);
      if (closes(']')) return items;
      if (!accept(COMMA)) return undefined;
    }
  };
  const map = (depth: number): PlainMap | undefined => {
    const entries: PlainMap = {};
    if (closes('}')) return entries;
    for (;;) {
      const keyStart = at;
      const key = accept(KEY)?.[1];
      const from = at;
      const content = key === undefined ? undefined : value(depth + 1);
      if (key === undefined || content === undefined || !put(entries, key, content)) return undefined;
      note?.(entries, key, {
        key: { start: start + keyStart, end: start + keyStart + key.length },
        value: range(from),
        isScalar: !isCollection(content),
      });
      if (closes('}')) return entries;
      if (!accept(COMMA)) return undefined;
    }
  };

  return (whole, offset, noting) => {
    text = whole;
    at = 0;
    start = offset;
    note = noting;
    const read = value(0);
    const length = at;
    return read !== undefined && accept(END) ? { value: read, length } : undefined;
  };
}

export const isCollection = (value: unknown): boolean => typeof value === 'object' && value !== null;
