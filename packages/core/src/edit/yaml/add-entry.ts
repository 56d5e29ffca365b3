// Adds a key or a list item to a text that was read, in the layout around it.
import { isMap, isScalar, isSeq } from 'yaml';
import { firstThatHolds } from './candidate.ts';
import { changeDocuments } from './changed-data.ts';
import { insertions } from './insertion.ts';
import type { Json } from './json.ts';
import { isBlank } from './layout.ts';
import type { Located } from './locate.ts';
import { byHand, nameOf } from './obstacle.ts';
import type { DocumentPath, Problem, YamlText } from './yaml-text.ts';

/** Adds a key that is missing, with the maps on the way to it. @param located the place, of which a part is missing */
export function addKey(yaml: YamlText, at: DocumentPath, located: Located, value: Json): YamlText | Problem {
  const [key = '', ...below] = located.missing;
  const parent = at.path.slice(0, at.path.length - below.length - 1);
  if (located.missing.some((segment) => typeof segment === 'number'))
    return byHand(`${nameOf(at.path)} is an item of a list, and the list is not there or not so long.`);
  if (!isMap(located.node) && !isOpen(located)) return byHand(`${nameOf(parent)} is not a map.`);
  const nested = below.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
  const data = changeDocuments(yaml.data, at, () => value);
  return firstThatHolds(yaml, insertions(yaml, located, { key: String(key), value: nested }), data);
}

/**
 * Adds an item to a list, or makes a list of a place that holds nothing.
 *
 * @param located the list, with nothing missing on the way to it
 * @param index before which item it goes; at the end if not given
 */
export function addItem(
  yaml: YamlText,
  at: DocumentPath,
  located: Located,
  value: Json,
  index?: number,
): YamlText | Problem {
  if (!isSeq(located.node) && !isOpen(located)) return byHand(`${nameOf(at.path)} is not a list.`);
  const data = changeDocuments(yaml.data, at, (list) =>
    Array.isArray(list) ? list.toSpliced(index ?? list.length, 0, value) : [value],
  );
  return firstThatHolds(yaml, insertions(yaml, located, { value }, index), data);
}

/** Whether nothing stands there yet. A document that says `null` was meant to. */
function isOpen({ node, entries }: Located): boolean {
  if (node === null) return true;
  return isScalar(node) && node.value === null && (entries.length > 0 || isBlank(node));
}
