// Finds the place of a value in a YAML document by the keys that lead to it.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Place, Range } from '../diagnostics/diagnostic.ts';

/** The keys and list indices that lead to a value. */
export type Path = readonly (string | number)[];

/** A node's range without trailing space or comments. */
export function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end: Math.max(end, start) };
}

/** The pair that a path's last key belongs to, or the list item, or undefined if there is none. */
export function find(document: Document, path: Path): { key?: Node; value: Node | null } | undefined {
  let found: { key?: Node; value: Node | null } = { value: document.contents };
  for (const segment of path) {
    const next = step(resolveAlias(found.value, document), segment);
    if (!next) return undefined;
    found = next;
  }
  return found;
}

function step(node: Node | null, segment: string | number): { key?: Node; value: Node | null } | undefined {
  if (isMap(node)) {
    const pair = pairOf(node, String(segment));
    return pair ? parts(pair) : undefined;
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return isNode(item) ? { value: item } : undefined;
  }
  return undefined;
}

/** The pairs of large maps by key, where searching for each of thousands would take minutes. Documents never change. */
const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
const LARGE = 32;

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  if (map.items.length < LARGE) return map.items.find((pair) => keyOf(pair.key) === key);
  let index = indexes.get(map);
  if (!index) {
    const named = map.items.flatMap((pair): [string, Pair][] => {
      const name = keyOf(pair.key);
      return name === undefined ? [] : [[name, pair]];
    });
    // The first of a name counts.
    index = new Map(named.reverse());
    indexes.set(map, index);
  }
  return index.get(key);
}

/** A key as paths name it, so `1: x` is found by 1 and by "1"; undefined for a key that is not a scalar. */
export const keyOf = (key: unknown): string | undefined => (isScalar(key) ? String(key.value) : undefined);

function parts(pair: Pair): { key?: Node; value: Node | null } {
  return { ...(isNode(pair.key) ? { key: pair.key } : {}), value: isNode(pair.value) ? pair.value : null };
}

function resolveAlias(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

/** Where a key and its value stand; a list's item has no key. */
export interface Found {
  readonly key?: Range;
  readonly value?: Range;
  /** Whether the value has a text of its own: it is neither a collection nor left out. */
  readonly isScalar: boolean;
}

/** Whatever can tell places: from what was noted while reading, or else from the document's tree. */
export interface Placed {
  readonly document: Document;
  readonly places?: { find(path: Path): Found | undefined };
}

function lookUp(file: Placed, path: Path): Found | undefined {
  if (file.places) return file.places.find(path);
  const found = find(file.document, path);
  if (!found) return undefined;
  const { key, value } = found;
  const isScalarWithText = isScalar(value) && !!value.range && value.range[1] > value.range[0];
  return {
    ...(key ? { key: rangeOf(key) } : {}),
    ...(value ? { value: rangeOf(value) } : {}),
    isScalar: isScalarWithText,
  };
}

/** Whether something stands at a path. */
export const holds = (file: Placed, path: Path): boolean => lookUp(file, path) !== undefined;

/** Where a key stands, or the nearest enclosing key that exists. */
export function keyRange(file: Placed, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const found = lookUp(file, path.slice(0, length));
    const range = found?.key ?? found?.value;
    if (range) return range;
  }
  return { start: 0, end: 0 };
}

/** Where a value stands; for a collection, its key; for a missing value, the nearest enclosing key. */
export function valueRange(file: Placed, path: Path): Range {
  const found = lookUp(file, path);
  return (found?.isScalar && found.value) || keyRange(file, path);
}

/** A place that is looked up when it is told, which of most never happens: then nothing needs to be parsed for it. */
export function latePlace(file: string, look: () => Range): Place {
  return {
    file,
    get range() {
      return look();
    },
  };
}

/**
 * Where a scalar stands that can be replaced as text without touching anything else. Undefined for blocks, aliases, and
 * whatever has an anchor or a tag.
 */
export function replaceableRange(document: Document, path: Path): Range | undefined {
  const value = find(document, path)?.value;
  if (!isScalar(value) || value.anchor !== undefined || value.tag !== undefined) return undefined;
  const inline = value.type === 'PLAIN' || value.type === 'QUOTE_SINGLE' || value.type === 'QUOTE_DOUBLE';
  return inline ? rangeOf(value) : undefined;
}
