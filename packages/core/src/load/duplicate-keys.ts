// Finds keys that stand twice in one map, as the data would have them: 1 and "1" are one key, and so is an alias of it.
import { type Document, isAlias, isMap, isScalar, type Node, visit, type YAMLMap } from 'yaml';

export interface DuplicateKey {
  readonly name: string;
  readonly first: Node;
  readonly second: Node;
}

/** In one pass: the library would compare each key with all others of its map, which takes minutes for a large one. */
export function duplicateKeys(document: Document): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const anchors = new Map<string, Node>();
  const keys = new Map<YAMLMap, Map<string, Node>>();
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Pair(_key, { key }, ancestors) {
      const map = ancestors.at(-1);
      const meant = isAlias(key) ? anchors.get(key.source) : key;
      if (!isMap(map) || !isScalar(meant)) return;
      const known = keys.get(map) ?? new Map<string, Node>();
      keys.set(map, known);
      const name = String(meant.value ?? '');
      const first = known.get(name);
      if (first) found.push({ name, first, second: key as Node });
      else known.set(name, key as Node);
    },
  });
  return found;
}
