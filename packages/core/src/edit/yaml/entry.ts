// The entries of a collection as they stand in the text: the keys of a map with their values, or the items of a list.
import { type CST, isMap, isNode, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { columnOf } from '../lines.ts';
import { contentEnd } from './layout.ts';

export type Collection = YAMLMap | YAMLSeq;

/** One entry. Places are offsets in the text. */
export interface Entry {
  readonly collection: Collection;
  readonly index: number;
  /** The key, for an entry of a map. */
  readonly key: Node | null;
  readonly value: Node | null;
  /** Where it begins: with its dash, its question mark, its key or its value. */
  readonly start: number;
  /** Behind its colon or dash, and behind an anchor or a tag: a value goes there if there is none. */
  readonly head: number;
  /** What has to stand between that place and the value. */
  readonly lead: string;
  /** Where its content ends. */
  readonly end: number;
  /** In brackets or braces: where the comma before it stands, and the one behind it. */
  readonly commas: { readonly before?: number; readonly behind?: number };
}

/** Undefined for a map that stands in a list without braces, as in `[a: 1]`. */
export function entriesOf(text: string, collection: Collection): Entry[] | undefined {
  const source = collection.srcToken;
  if (!source || !('items' in source)) return undefined;
  const tokens: readonly CST.CollectionItem[] = source.items;
  return collection.items.flatMap((item, index): Entry[] => {
    const token = tokens[index];
    if (token === undefined) return [];
    const before = commaOf(token);
    const behind = commaOf(tokens[index + 1]);
    const start = startOf(token, item);
    return [
      {
        collection,
        index,
        ...(isMap(collection) ? partsOf(item as Pair) : { key: null, value: isNode(item) ? item : null }),
        start,
        ...headOf(token, start),
        end: Math.max(contentEnd(text, item), headOf(token, start).head),
        commas: { ...(before === undefined ? {} : { before }), ...(behind === undefined ? {} : { behind }) },
      },
    ];
  });
}

const partsOf = ({ key, value }: Pair) => ({
  key: isNode(key) ? key : null,
  value: isNode(value) ? value : null,
});

const isSpace = ({ type }: CST.SourceToken): boolean =>
  type === 'space' || type === 'newline' || type === 'comment' || type === 'comma';

const commaOf = (token: CST.CollectionItem | undefined): number | undefined =>
  token?.start.find(({ type }) => type === 'comma')?.offset;

function startOf(token: CST.CollectionItem, item: unknown): number {
  const mark = token.start.find((part) => !isSpace(part));
  const value = isNode(item) ? item.range?.[0] : undefined;
  return mark?.offset ?? token.key?.offset ?? token.sep?.[0]?.offset ?? token.value?.offset ?? value ?? 0;
}

function headOf(token: CST.CollectionItem, start: number): { head: number; lead: string } {
  const marks = (token.sep ?? token.start).filter((part) => !isSpace(part));
  const last = marks.at(-1);
  const hasColon = marks.some(({ type }) => type === 'map-value-ind');
  if (last) return { head: last.offset + last.source.length, lead: token.sep && !hasColon ? ': ' : ' ' };
  const key = token.key && 'source' in token.key ? token.key : undefined;
  return key ? { head: key.offset + key.source.length, lead: ': ' } : { head: start, lead: '' };
}

/** Whether nothing but space stands before the entry on its line. */
export const isOnOwnLine = (text: string, { start }: Entry): boolean =>
  text.slice(start - columnOf(text, start), start).trim() === '';
