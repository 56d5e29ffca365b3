// Says why a value cannot be changed as text: what it shares with other places, or what nothing here understands.
import { type Document, isAlias, isMap, isScalar, type Node, visit } from 'yaml';
import type { Path } from '../../load/nodes.ts';
import type { Entry } from './entry.ts';
import type { Problem } from './yaml-text.ts';

/** Why nothing inside of a value can be changed. */
export function obstacleAt(document: Document, node: Node | null, path: Path): Problem | undefined {
  const name = nameOf(path);
  if (isMap(node) && node.items.some(isMerge))
    return byHand(`${name} takes over keys with <<, so it is not clear where a change belongs.`);
  return obstacleTo(document, node, node ? [node] : [], name);
}

/** Why a value cannot be replaced by another. */
export function obstacleToReplacing(document: Document, node: Node | null, path: Path): Problem | undefined {
  return obstacleTo(document, node, node ? partsOf(node) : [], nameOf(path));
}

/** Why an entry cannot be removed. */
export function obstacleToRemoval(
  document: Document,
  { key, value }: Entry,
  path: Path,
): Problem | undefined {
  const parts = [key, value].flatMap((node) => (node ? partsOf(node) : []));
  const anchor = anchorUsedElsewhere(document, parts);
  if (anchor === undefined) return undefined;
  return byHand(`The anchor &${anchor} in ${nameOf(path)} is used elsewhere, so it has to stay.`);
}

/** A place in words. */
export const nameOf = (path: Path): string => (path.length === 0 ? 'The document' : `“${path.join('.')}”`);

export const byHand = (why: string): Problem => ({ problem: `${why} Make the change by hand.` });

/** @param parts what has to be free of anchors that are used elsewhere */
function obstacleTo(
  document: Document,
  node: Node | null,
  parts: readonly Node[],
  name: string,
): Problem | undefined {
  if (isAlias(node))
    return byHand(
      `${name} is an alias, so it is not clear whether a change is meant for the other place too.`,
    );
  if (node?.tag !== undefined)
    return byHand(`${name} has a tag, so it is not clear how a new value is to be written.`);
  const anchor = anchorUsedElsewhere(document, parts);
  if (anchor === undefined) return undefined;
  return byHand(`The anchor &${anchor} in ${name} is used elsewhere, so the change would show there too.`);
}

const isMerge = ({ key }: { key: unknown }): boolean =>
  isScalar(key) && key.type === 'PLAIN' && key.source === '<<';

/** A node with all that it contains. */
function partsOf(node: Node): Node[] {
  const parts: Node[] = [];
  visit(node, {
    Node(_key, part) {
      parts.push(part);
    },
  });
  return parts;
}

function anchorUsedElsewhere(document: Document, parts: readonly Node[]): string | undefined {
  if (!parts.some((part) => 'anchor' in part && part.anchor !== undefined)) return undefined;
  const inside = new Set(parts);
  let found: string | undefined;
  visit(document, {
    Alias(_key, alias) {
      const source = inside.has(alias) ? undefined : alias.resolve(document);
      if (source && inside.has(source)) found = alias.source;
    },
  });
  return found;
}
