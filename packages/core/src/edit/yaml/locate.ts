// Finds the place in a document that an edit is for, and says why nothing can be changed there if that is so.
import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { keyOf, type Path } from '../../load/nodes.ts';
import { type Entry, entriesOf } from './entry.ts';
import { byHand, nameOf, obstacleAt } from './obstacle.ts';
import type { DocumentPath, Problem, YamlText } from './yaml-text.ts';

/** A place in a document, as far as it exists. */
export interface Located {
  readonly document: Document;
  /** The entries that lead to it, the outermost first; none for the root. */
  readonly entries: readonly Entry[];
  /** The innermost value that exists; null where nothing stands. */
  readonly node: Node | null;
  /** The keys that are missing below it. */
  readonly missing: Path;
}

/** The place, or why nothing can be changed there. */
export function locate({ text, documents }: YamlText, at: DocumentPath): Located | Problem {
  const document = documents[at.document];
  if (!document) return byHand(`The file has no document ${at.document + 1}.`);
  const entries: Entry[] = [];
  let node: Node | null = document.contents;
  for (const [depth, segment] of at.path.entries()) {
    const missing = at.path.slice(depth);
    const path = at.path.slice(0, depth);
    const obstacle = obstacleAt(document, node, path);
    if (obstacle) return obstacle;
    if (node === null || (isScalar(node) && node.value === null)) return { document, entries, node, missing };
    if (!isMap(node) && !isSeq(node)) return byHand(`${nameOf(path)} is neither a map nor a list.`);
    const siblings = entriesOf(text, node);
    if (!siblings) return byHand(`${nameOf(path)} is a map without braces in a list.`);
    const isList = isSeq(node);
    const entry = siblings.find(({ key, index }) =>
      isList ? index === Number(segment) : keyOf(key) === String(segment),
    );
    if (!entry) return { document, entries, node, missing };
    entries.push(entry);
    node = entry.value;
  }
  return { document, entries, node, missing: [] };
}
