// Reads a YAML file as a tree, from the parser's tokens: its nodes move comments about and know nothing of layout.
import { type CST, Parser } from 'yaml';
import { Margin } from './margin.ts';
import { give, giveToInner, placeAbove, placeBetween, splitTitle, withoutEnd } from './place-notes.ts';
import { nameOf, propsIn, readValue, startOf } from './read-value.ts';
import {
  type Collection,
  type DocumentTree,
  type Entry,
  emptySlot,
  type Note,
  plainCollection,
  type Slot,
  type StreamTree,
} from './tree.ts';

/** The column of what a whole document belongs to. */
const NOWHERE = -1;

/** @param text valid YAML with plain line feeds */
export function readTree(text: string): StreamTree {
  const margin = new Margin(text);
  const documents: DocumentTree[] = [];
  for (const token of new Parser().parse(text)) {
    const last = documents.at(-1);
    if (token.type === 'document') {
      const marker = token.start.find(({ type }) => type === 'doc-start');
      if (marker && last && !last.end) give(last.tail, tailOf(last, margin.take(marker.offset)));
      documents.push(readDocument(token, marker, margin));
    } else if (token.type === 'doc-end' && last) {
      give(last.tail, tailOf(last, margin.take(token.offset)));
      const end: string[] = [];
      margin.passMark(token.offset, end);
      last.end = end;
    } else if (token.type === 'directive') {
      margin.passDirective(token.offset, token.source);
    }
  }
  const rest = margin.take(text.length);
  const last = documents.at(-1);
  if (!last || last.end) return { documents, tail: withoutEnd(last ? rest : placeAbove(rest).before) };
  give(last.tail, withoutEnd(tailOf(last, rest)));
  return { documents, tail: [] };
}

/** The notes that no block in the document takes. */
function tailOf({ root }: DocumentTree, notes: readonly Note[]): Note[] {
  if (root.node.kind === 'nothing') return placeAbove(notes).before;
  return giveToInner(notes, {
    column: NOWHERE,
    isSetApart: false,
    before: [],
    below: [],
    hasColon: false,
    value: root,
  });
}

function readDocument(
  { start, value }: CST.Document,
  marker: CST.SourceToken | undefined,
  margin: Margin,
): DocumentTree {
  const behind: string[] = [];
  const head = marker ? placeAbove(margin.take(marker.offset)).before : [];
  const root = { ...emptySlot(), props: propsIn(start).map(({ source }) => source) };
  for (const mark of marker ? [marker, ...propsIn(start)] : propsIn(start))
    margin.passMark(mark.offset, behind);
  readSlot(root, value, NOWHERE, margin);
  return { head, ...(marker ? { marker: behind } : {}), root, tail: [] };
}

/** @param outer the column of the key or the dash that the value belongs to */
function readSlot(slot: Slot, token: CST.Token | null | undefined, outer: number, margin: Margin): void {
  if (token?.type === 'block-map' || token?.type === 'block-seq') {
    slot.node = readBlock(token, slot, outer, margin);
  } else if (token) {
    give(slot.between, placeAbove(margin.take(token.offset)).before);
    readValue(slot, token, slot.behind, margin);
  }
}

function readBlock(
  token: CST.BlockMap | CST.BlockSequence,
  slot: Slot,
  outer: number,
  margin: Margin,
): Collection {
  const isMap = token.type === 'block-map';
  const entries: Entry[] = [];
  for (const item of token.items) {
    const marks = item.start.filter(({ type }) => MARKS.has(type));
    const offset = startOf(item, marks[0]);
    // The last item may hold nothing but the comments that follow the block.
    if (offset === undefined) continue;
    const notes = margin.take(offset);
    const last = entries.at(-1);
    const place = last ? placeBetween(notes, last) : placeFirst(notes, slot, outer);
    const column = margin.columnOf(offset);
    const content = isMap ? readPair(item, marks, column, margin) : readItem(item, marks, column, margin);
    entries.push({ column, ...place, below: [], ...content });
  }
  // The dashes of a list may stand right below the key that the list belongs to.
  const column = Math.max(token.indent, outer + 1);
  return plainCollection({ isMap, isFlow: false, column }, entries);
}

function placeFirst(notes: readonly Note[], slot: Slot, outer: number): Pick<Entry, 'isSetApart' | 'before'> {
  const { title, before } = outer === NOWHERE ? splitTitle(notes) : { title: [], ...placeAbove(notes) };
  give(slot.between, title);
  return { isSetApart: false, before };
}

const MARKS: ReadonlySet<string> = new Set([
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
  'anchor',
  'tag',
]);

type Content = Pick<Entry, 'key' | 'name' | 'hasColon' | 'value'>;

function readItem(
  item: CST.CollectionItem,
  marks: CST.SourceToken[],
  column: number,
  margin: Margin,
): Content {
  const value = readMarks(marks, margin);
  readSlot(value, item.value, column, margin);
  return { hasColon: false, value };
}

function readPair(
  item: CST.CollectionItem,
  marks: CST.SourceToken[],
  column: number,
  margin: Margin,
): Content {
  const key = readMarks(marks, margin);
  readSlot(key, item.key, column, margin);
  const announcing = (item.sep ?? []).filter(({ type }) => MARKS.has(type));
  const value = readMarks(announcing, margin);
  readSlot(value, item.value, column, margin);
  const hasColon = announcing.some(({ type }) => type === 'map-value-ind');
  return { key, ...nameOf(item.key), hasColon, value };
}

/** A place for the value that a dash, a question mark or a colon announces, with anchor and tag. */
function readMarks(marks: readonly CST.SourceToken[], margin: Margin): Slot {
  const slot = { ...emptySlot(), props: propsIn(marks).map(({ source }) => source) };
  for (const { offset } of marks) margin.passMark(offset, slot.announced);
  return slot;
}
