// Adds an entry to a map or list whose entries stand on lines of their own.
import { isMap } from 'yaml';
import { blockEnd, columnOf, describedFrom } from '../lines.ts';
import { type Candidate, insertion } from './candidate.ts';
import { type Entry, isOnOwnLine } from './entry.ts';
import { isSpaced, layoutAt, stepInto } from './layout.ts';
import type { Located } from './locate.ts';
import { type NewEntry, printEntry, type Style } from './print-value.ts';

/** @param siblings at least one @param index before which of them it goes */
export function insertIntoBlock(
  text: string,
  { document, entries }: Located,
  siblings: readonly Entry[],
  entry: NewEntry,
  index: number,
  style: Style,
): Candidate[] {
  const [first, previous, last] = [siblings[0], siblings[index - 1], siblings.at(-1)];
  if (!first || !last) return [];
  const holder = entries.at(-1);
  const indent = columnOf(text, first.start);
  const own = holder ? indent - columnOf(text, holder.start) : 0;
  const step = stepInto(text, last) ?? (holder?.key && own > 0 ? own : undefined);
  const layout = layoutAt(document, text, indent, step);
  const lines = printEntry(entry, layout, style);
  const { endOfLine } = layout;
  if (!previous) return insertBefore(text, first, `${lines}${endOfLine}`, indent);

  const isEndOfDocument = holder === undefined && previous === last;
  const below = blockEnd(text, previous.end, indent);
  const at = isEndOfDocument ? blockEnd(text, previous.end, -1) : below;
  // A section of a document is set apart, and so is what would look like the subject of a comment above it.
  const isSection = entry.key !== undefined && lines.includes('\n');
  // The second of what people name at the top level, such as connections, shows how all that follow stand.
  const isSecond = isSection && entries.length === 1 && siblings.length === 1 && isMap(first.value);
  const isSetApart = isSecond || (isEndOfDocument && (isSection || at > below));
  const close = { edits: [insertion(at, `${endOfLine}${lines}`)] };
  if (!isSetApart && !isSpaced(text, siblings)) return [close];
  const spaced = { edits: [insertion(at, `${endOfLine}${endOfLine}${lines}`)] };
  const isBlankBelow = /^\r?\n([ \t]*\r?\n)+$/.test(text.slice(at));
  return isEndOfDocument && isBlankBelow
    ? [{ edits: [insertion(text.length, `${lines}${endOfLine}`)] }, spaced, close]
    : [spaced, close];
}

/** In front of the first entry and the comments that describe it. */
function insertBefore(text: string, first: Entry, lines: string, indent: number): Candidate[] {
  if (isOnOwnLine(text, first)) return [{ edits: [insertion(describedFrom(text, first.start), lines)] }];
  return [{ edits: [insertion(first.start, `${lines.slice(indent)}${' '.repeat(indent)}`)] }];
}
