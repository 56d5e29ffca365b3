// Takes an entry out of a map or list, with the comments that describe it and without traces.
import { isMap } from 'yaml';
import type { Range, TextEdit } from '../../diagnostics/diagnostic.ts';
import { blankFrom, blockEnd, columnOf, describedFrom } from '../lines.ts';
import { type Candidate, deletion, insertion, replacement } from './candidate.ts';
import { type Entry, entriesOf, isOnOwnLine } from './entry.ts';
import { flowRemovals } from './flow-removal.ts';
import { deleteLines, linesWithout } from './line-removal.ts';
import type { Located } from './locate.ts';
import type { YamlText } from './yaml-text.ts';

/** The edits that may do, the nicest first. @param located the entry, with nothing missing on the way to it */
export function removals({ text }: YamlText, { entries }: Located): Candidate[] {
  const entry = entries.at(-1);
  const siblings = entry && entriesOf(text, entry.collection);
  if (!entry || !siblings) return [];
  if (entry.collection.flow) return flowRemovals(text, siblings, entry);
  const own = {
    start: isOnOwnLine(text, entry) ? describedFrom(text, entry.start) : entry.start,
    end: blockEnd(text, entry.end, columnOf(text, entry.start)),
  };
  if (siblings.length === 1) return [emptied(text, entry, own, entries.at(-2))];
  const edits = isOnOwnLine(text, entry)
    ? linesWithout(text, own, entry.index, siblings.length)
    : removalsBehindDash(text, entry, own, siblings[1]);
  return edits.map((edit) => ({ edits: [edit], gone: [own] }));
}

/** The first key of a map in a list: the next one takes its place behind the dash. */
function removalsBehindDash(text: string, { start }: Entry, own: Range, next: Entry | undefined): TextEdit[] {
  const dash = text.slice(0, start).trimEnd().length;
  return [...(next ? [deletion(start, next.start)] : []), deletion(dash, own.end)];
}

/** The last entry that there is: braces or brackets take its place. @param holder of the map or list */
function emptied(text: string, entry: Entry, own: Range, holder: Entry | undefined): Candidate {
  const empty = isMap(entry.collection) ? '{}' : '[]';
  const indent = ' '.repeat(columnOf(text, entry.start));
  if (!isOnOwnLine(text, entry)) return { edits: [replacement(own.start, own.end, empty)], gone: [own] };
  if (!holder) return { edits: [replacement(own.start, own.end, `${indent}${empty}`)], gone: [own] };
  return {
    edits: [
      insertion(holder.head, `${holder.lead}${empty}`),
      deleteLines(text, { start: blankFrom(text, own.start), end: own.end }),
    ],
    gone: [own],
  };
}
