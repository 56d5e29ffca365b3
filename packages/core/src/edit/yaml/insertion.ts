// Adds a key to a map, or an item to a list, in the layout around it.
import { isCollection, isMap, isSeq } from 'yaml';
import type { Candidate } from './candidate.ts';
import { entriesOf } from './entry.ts';
import { insertIntoBlock } from './insert-block-entry.ts';
import { insertIntoFlow } from './insert-flow-entry.ts';
import { isJsonMap, type Json } from './json.ts';
import { holdsComment, isBlank } from './layout.ts';
import type { Located } from './locate.ts';
import type { NewEntry, Style } from './print-value.ts';
import { replacements } from './replacement.ts';
import type { YamlText } from './yaml-text.ts';

/**
 * The edits that may do, the nicest first.
 *
 * @param located the map or list, or the empty place that is to become one
 * @param index before which item of the list it goes; at the end if not given
 */
export function insertions(yaml: YamlText, located: Located, entry: NewEntry, index?: number): Candidate[] {
  const { text } = yaml;
  const { node, entries } = located;
  const style = styleAround(located, entry.value);
  if (isCollection(node) && node.items.length > 0) {
    const siblings = entriesOf(text, node) ?? [];
    const at = index ?? siblings.length;
    if (node.flow) return [insertIntoFlow(text, located, siblings, entry, at)];
    return insertIntoBlock(text, located, siblings, entry, at, style);
  }
  const value = entry.key === undefined ? [entry.value] : { [entry.key]: entry.value };
  if (!isCollection(node)) {
    // What is left open is filled below; comments may stand there already.
    return replacements(yaml, located, value, node === null || isBlank(node) ? 'block' : style);
  }
  const between = insertIntoFlow(text, located, [], entry, 0);
  return entries.length === 0 || holdsComment(text, node)
    ? [between]
    : [...replacements(yaml, located, value, style), between];
}

/** A map is laid out as the map last written beside it. The sections of a document have nothing in common. */
function styleAround({ node, entries }: Located, value: Json): Style {
  if (!isJsonMap(value) || entries.length === 0) return 'fitting';
  const values = isMap(node) ? node.items.map((pair) => pair.value) : isSeq(node) ? node.items : [];
  const beside = values.findLast((item) => isMap(item) && item.items.length > 0);
  if (!isMap(beside)) return 'fitting';
  return beside.flow ? 'line' : 'block';
}
