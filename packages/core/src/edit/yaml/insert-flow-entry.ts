// Adds an entry to a map in braces or a list in brackets.
import type { TextEdit } from '../../diagnostics/diagnostic.ts';
import { columnOf, endOfLineIn, indentAt, lineEnd, lineStart } from '../lines.ts';
import { type Candidate, insertion, replacement } from './candidate.ts';
import { type Entry, isOnOwnLine } from './entry.ts';
import { flowContext, stepOf } from './layout.ts';
import type { Located } from './locate.ts';
import { type NewEntry, printFlowEntry } from './print-value.ts';

/** @param siblings those that are there @param index before which of them it goes */
export function insertIntoFlow(
  text: string,
  { document, node }: Located,
  siblings: readonly Entry[],
  entry: NewEntry,
  index: number,
): Candidate {
  const form = printFlowEntry(entry, flowContext(text));
  const previous = siblings[index - 1];
  const next = siblings[index];
  if (previous) return { edits: [insertBehind(text, previous, form)] };
  if (next) return { edits: [insertBefore(text, next, form)] };
  const [start = 0, end = 0] = node?.range ?? [];
  const space = entry.key === undefined ? '' : ' ';
  return {
    edits: [insertIntoEmpty(text, { start: start + 1, end: end - 1 }, form, space, stepOf(document, text))],
  };
}

function insertBehind(text: string, previous: Entry, form: string): TextEdit {
  const comma = previous.commas.behind;
  const behind = comma === undefined ? previous.end : comma + 1;
  const rest = text.slice(behind, lineEnd(text, behind));
  if (!isOnOwnLine(text, previous) || /^\s*[^\s#]/.test(rest))
    return insertion(behind, comma === undefined ? `, ${form}` : ` ${form},`);

  const line = `${endOfLineIn(text)}${' '.repeat(columnOf(text, previous.start))}${form}`;
  if (comma !== undefined) return insertion(behind + rest.length, `${line},`);
  // The comma goes behind the entry, the new line behind the comment that explains it.
  if (rest.trim() === '') return insertion(behind, `,${line}`);
  return replacement(behind, behind + rest.length, `,${rest}${line}`);
}

function insertBefore(text: string, next: Entry, form: string): TextEdit {
  if (!isOnOwnLine(text, next)) return insertion(next.start, `${form}, `);
  return insertion(next.start, `${form},${endOfLineIn(text)}${' '.repeat(columnOf(text, next.start))}`);
}

function insertIntoEmpty(
  text: string,
  { start, end }: { start: number; end: number },
  form: string,
  space: string,
  step: number,
): TextEdit {
  const inner = text.slice(start, end);
  if (!inner.includes('\n'))
    return insertion(start, inner === '' ? `${space}${form}${space}` : `${space}${form}`);
  const indent = ' '.repeat(indentAt(text, end) + step);
  return insertion(lineStart(text, end), `${indent}${form}${endOfLineIn(text)}`);
}
