// Decides which entry a comment belongs to, by its column and by the blank lines around it.
import { MODELINE } from '../lines.ts';
import { type Entry, isBlank, type Note } from './tree.ts';

/** What stands above a new entry, handed out. */
type Above = Pick<Entry, 'isSetApart' | 'before'>;

/** @param notes what stands between the two @param last the entry before, in the same block */
export function placeBetween(notes: readonly Note[], last: Entry): Above {
  const rest = giveToInner(notes, last);
  const end = rest.findIndex(isBlank);
  // Right under an entry and set apart from the next one, a comment belongs to the entry.
  if (end > 0) give(last.below, rest.slice(0, end));
  return placeAbove(rest.slice(Math.max(end, 0)));
}

/** Notes above an entry, all its own. */
export function placeAbove(notes: readonly Note[]): Above {
  const isSetApart = notes[0] !== undefined && isBlank(notes[0]);
  return { isSetApart, before: notes.slice(isSetApart ? 1 : 0) };
}

/** The notes without blank lines at the end. */
export function withoutEnd(notes: readonly Note[]): Note[] {
  return notes.slice(0, notes.findLastIndex((note) => !isBlank(note)) + 1);
}

/** Splits what stands above the first entry of a document: the file's own title stays at the top, whatever comes first. */
export function splitTitle(notes: readonly Note[]): { title: Note[]; before: Note[] } {
  const { before } = placeAbove(notes);
  const end = before.findLastIndex(isBlank) + 1;
  // What an editor reads is not about the entry, nor are the comments right under it.
  const isForEditor = end === 0 && before[0] !== undefined && MODELINE.test(before[0].text);
  const size = isForEditor ? before.length : end;
  return { title: before.slice(0, size), before: before.slice(size) };
}

/**
 * Gives comments to the blocks that end with an entry, the innermost first, as far as their columns say so.
 *
 * @returns the others
 */
export function giveToInner(notes: readonly Note[], entry: Entry): Note[] {
  let rest = [...notes];
  for (const { column, notes: taken, mayBeSetApart } of endingWith(entry).reverse()) {
    const outside = rest.findIndex((note) => (isBlank(note) ? !mayBeSetApart : note.column < column));
    // A blank line at the end separates what is inside from what is outside.
    const inside = withoutEnd(outside === -1 ? rest : rest.slice(0, outside));
    give(taken, inside);
    rest = rest.slice(inside.length);
  }
  return rest;
}

/** One by one: there may be more than a call takes as arguments. */
export function give(taker: Note[], notes: readonly Note[]): void {
  for (const note of notes) taker.push(note);
}

interface Taker {
  /** How far to the right a comment has to begin. */
  readonly column: number;
  readonly notes: Note[];
  /** Whether there may be blank lines before and between its comments. */
  readonly mayBeSetApart: boolean;
}

/** The entry's block, its last entry's block, and so on; the innermost is an entry without a block. */
function endingWith({ value, column, below }: Entry): Taker[] {
  const { node } = value;
  if (node.kind === 'nothing') return [{ column: column + 1, notes: value.between, mayBeSetApart: true }];
  if (node.kind !== 'collection' || node.isFlow)
    return [{ column: column + 1, notes: below, mayBeSetApart: false }];
  const last = node.entries.at(-1);
  return [{ column: node.column, notes: node.tail, mayBeSetApart: true }, ...(last ? endingWith(last) : [])];
}
