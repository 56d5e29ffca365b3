// Reads values that begin on a line and need no indentation: scalars, and collections in braces or brackets.
import { CST } from 'yaml';
import type { Margin } from './margin.ts';
import { placeAbove, withoutEnd } from './place-notes.ts';
import { readBlockScalar, readScalar } from './read-scalar.ts';
import { type Collection, type Entry, emptySlot, isBlank, plainCollection, type Slot } from './tree.ts';

/** @param behind gets the comments behind the value */
export function readValue(slot: Slot, token: CST.Token, behind: string[], margin: Margin): void {
  slot.startsLine = margin.isFirstOfLine(token.offset);
  if (token.type === 'block-scalar') {
    slot.node = readBlockScalar(token, margin);
  } else if (token.type === 'flow-collection') {
    slot.node = readFlow(token, margin);
    margin.passValue(endOf(token), behind);
  } else if ('source' in token) {
    slot.node = readScalar(token.source);
    margin.passValue(token.offset, behind);
  }
}

/** What a key means as data, if it is a scalar. */
export function nameOf(key: CST.Token | null | undefined): { name?: string } {
  const scalar = CST.isScalar(key) ? CST.resolveAsScalar(key) : null;
  return scalar ? { name: scalar.value } : {};
}

/** Anchors and tags. */
export const propsIn = (tokens: readonly CST.SourceToken[]): CST.SourceToken[] =>
  tokens.filter(({ type }) => type === 'anchor' || type === 'tag');

/** Where an item's content begins; undefined if it holds only comments and the like. @param first its first mark */
export function startOf({ key, sep, value }: CST.CollectionItem, first: CST.SourceToken | undefined) {
  return first?.offset ?? key?.offset ?? sep?.[0]?.offset ?? value?.offset;
}

const endOf = ({ start, end }: CST.FlowCollection): number => end[0]?.offset ?? start.offset;

function readFlow(token: CST.FlowCollection, margin: Margin): Collection {
  const { start, items } = token;
  const isMap = start.type === 'flow-map-start';
  const announced: string[] = [];
  const entries: Entry[] = [];
  let isBroken = false;
  let hasTrailingComma = false;
  margin.passMark(start.offset, announced);
  for (const item of items) {
    const comma = item.start.find(({ type }) => type === 'comma');
    // What follows the comma on its line is about what stands before it.
    if (comma) margin.passValue(comma.offset, entries.at(-1)?.value.behind ?? announced);
    const offset = startOf(item, propsIn(item.start)[0]);
    // The last item may hold nothing but what stands before the closing brace.
    hasTrailingComma = offset === undefined && comma !== undefined;
    if (offset === undefined) continue;
    if (entries.length === 0) isBroken = margin.isFirstOfLine(offset);
    entries.push(readEntry(item, offset, isMap, margin));
  }
  const rest = withoutEnd(margin.take(endOf(token)));
  const tail = entries.length > 0 ? rest : placeAbove(rest).before;
  const column = margin.columnOf(start.offset);
  const collection = plainCollection({ isMap, isFlow: true, column }, entries);
  return { ...collection, isBroken, hasTrailingComma, announced, tail };
}

function readEntry(item: CST.CollectionItem, offset: number, isMap: boolean, margin: Margin): Entry {
  const behind: string[] = [];
  const column = margin.columnOf(offset);
  const place = { column, ...placeAbove(margin.take(offset)), below: [] };
  if (isMap) return { ...place, ...readPair(item, behind, margin) };
  if (!item.sep) {
    const value = { ...emptySlot(), props: propsIn(item.start).map(({ source }) => source), behind };
    margin.passValue(offset, behind);
    if (item.value) readValue(value, item.value, behind, margin);
    return { ...place, hasColon: false, value };
  }
  const pair = readPair(item, behind, margin);
  const inner = { ...pair, value: { ...pair.value, behind: [] } };
  const bare = plainCollection({ isMap: true, isFlow: true, column }, [
    { column, isSetApart: false, before: [], below: [], ...inner },
  ]);
  return { ...place, hasColon: false, value: { ...emptySlot(), node: { ...bare, isBare: true }, behind } };
}

function readPair(
  { start, key: keyToken, sep = [], value: valueToken }: CST.CollectionItem,
  behind: string[],
  margin: Margin,
): Pick<Entry, 'key' | 'name' | 'hasColon' | 'value'> {
  const key = { ...emptySlot(), props: propsIn(start).map(({ source }) => source) };
  const value = { ...emptySlot(), props: propsIn(sep).map(({ source }) => source), behind };
  if (keyToken) readValue(key, keyToken, behind, margin);
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  if (colon) margin.passMark(colon.offset, behind);
  if (valueToken) {
    // Comments between the two have no place of their own.
    for (const note of margin.take(valueToken.offset)) if (!isBlank(note)) behind.push(note.text);
    readValue(value, valueToken, behind, margin);
  }
  return { key, ...nameOf(keyToken), hasColon: colon !== undefined, value };
}
