// Takes an entry out of a map in braces or a list in brackets, together with one comma.
import type { Range, TextEdit } from '../../diagnostics/diagnostic.ts';
import { describedFrom, lineEnd } from '../lines.ts';
import { type Candidate, deletion } from './candidate.ts';
import { type Entry, isOnOwnLine } from './entry.ts';
import { linesWithout } from './line-removal.ts';

/** The edits that may do, the nicest first. @param siblings all entries, with the one to be removed */
export function flowRemovals(text: string, siblings: readonly Entry[], entry: Entry): Candidate[] {
  const { start, end } = entry;
  const { before, behind } = entry.commas;
  const own = ownPart(text, siblings[entry.index - 1], entry);
  const next = siblings[entry.index + 1];
  const comma = before === undefined || behind !== undefined ? [] : [deletion(before, before + 1)];
  const ways: TextEdit[][] = [];

  if (siblings.length === 1) ways.push([deletion(...between(entry))]);
  if (isOnOwnLine(text, entry) && own.end === lineEnd(text, end))
    ways.push(...linesWithout(text, own, entry.index, siblings.length).map((edit) => [...comma, edit]));
  if (next && (entry.index === 0 || !text.slice(end, next.start).includes('\n')))
    ways.push([deletion(start, next.start)]);
  if (before !== undefined && behind !== undefined) ways.push([deletion(before + 1, behind + 1)]);
  if (before !== undefined && behind === undefined) ways.push([deletion(before, end)]);
  ways.push([...comma, deletion(start, behind === undefined ? end : behind + 1)]);
  return ways.map((edits) => ({ edits, gone: [own] }));
}

/** The entry with the comments that describe it: those above it, and the one behind it if nothing else stands there. */
function ownPart(text: string, previous: Entry | undefined, entry: Entry): Range {
  const { start, end, commas } = entry;
  const isFirstOnLine = previous === undefined || lineEnd(text, previous.end) < start;
  const behind = commas.behind !== undefined && commas.behind < lineEnd(text, end) ? commas.behind + 1 : end;
  const rest = text.slice(behind, lineEnd(text, end));
  return {
    start: isOnOwnLine(text, entry) ? describedFrom(text, start) : start,
    end: isFirstOnLine && /^\s*(#|$)/.test(rest) ? lineEnd(text, end) : end,
  };
}

/** What stands between the brackets or braces. */
function between({ collection }: Entry): [number, number] {
  const [start = 0, end = 0] = collection.range ?? [];
  return [start + 1, end - 1];
}
