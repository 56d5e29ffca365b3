// Puts printed lines together.
import type { Note } from './tree.ts';

/** How many spaces each level is indented. */
export const STEP = 2;

/** Moves lines to the right; blank ones stay empty. */
export function shift(lines: readonly string[], columns = STEP): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}

/** Puts words on a line, without those that are empty. */
export const words = (...all: readonly string[]): string => all.filter((word) => word !== '').join(' ');

export const noteLines = (notes: readonly Note[]): string[] => notes.map(({ text }) => text);

/** Puts the first comment behind the last line, and the others below it in the same column. */
export function withComments(lines: readonly string[], comments: readonly string[]): string[] {
  const [first, ...others] = comments;
  if (first === undefined) return [...lines];
  const last = words(lines.at(-1) ?? '', first);
  return [...lines.slice(0, -1), last, ...shift(others, last.length - first.length)];
}
