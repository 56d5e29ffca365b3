// Finds what YAML permits and no configuration can mean, before the document is read as data.
import { type Alias, type Document, isAlias, isCollection, type Node, visit } from 'yaml';

/** How many anchors and aliases a document may hold: the library looks through all of them for each alias. */
export const MAX_ANCHORS = 5000;

export type OddNode =
  /** An alias that has no anchor before it. */
  | { readonly kind: 'unknown-alias'; readonly node: Alias }
  /** An alias within what it stands for. */
  | { readonly kind: 'circle'; readonly node: Alias }
  /** A map or a list where a key should be. As data its whole text would be the name of the key, secrets and all. */
  | { readonly kind: 'odd-key'; readonly node: Node }
  /** One anchor or alias too many. */
  | { readonly kind: 'excess'; readonly node: Node };

/** The first of the document. */
export function firstOddNode(document: Document): OddNode | undefined {
  const anchors = new Map<string, Node>();
  let count = 0;
  let found: OddNode | undefined;
  visit(document, {
    Pair(_key, { key }) {
      const meant = isAlias(key) ? anchors.get(key.source) : key;
      if (isCollection(meant)) found = { kind: 'odd-key', node: key as Node };
      return found && visit.BREAK;
    },
    Node(_key, node, ancestors) {
      const meant = isAlias(node) ? anchors.get(node.source) : undefined;
      if (isAlias(node) && !meant) found = { kind: 'unknown-alias', node };
      else if (isAlias(node) && meant && ancestors.includes(meant)) found = { kind: 'circle', node };
      else if (isAlias(node) || node.anchor !== undefined) {
        if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
        if (++count > MAX_ANCHORS) found = { kind: 'excess', node };
      }
      return found && visit.BREAK;
    },
  });
  return found;
}
