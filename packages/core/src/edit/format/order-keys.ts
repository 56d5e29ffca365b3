// Puts keys in the order in which the published schema lists them. Names that people choose keep their order.
import type { Path } from '../../load/nodes.ts';
import { keysOf, type SchemaPart, schemasAt } from '../../validate/schema-at.ts';
import { pinnedEntries } from './pinned-entries.ts';
import { type Collection, type Entry, isBlank, type Node, type Note, type Slot } from './tree.ts';

/** A schema, and the data that its conditions are weighed against. */
interface Rules {
  readonly schema: SchemaPart;
  readonly data: unknown;
}

/** The slot with the keys of all maps in it in order. @param path leads to its value */
export function orderKeys(slot: Slot, rules: Rules, path: Path = []): Slot {
  return { ...slot, node: orderNode(slot.node, rules, path) };
}

function orderNode(node: Node, rules: Rules, path: Path): Node {
  if (node.kind !== 'collection') return node;
  const entries = node.entries.map((entry, index) => {
    const segment = node.isMap ? entry.name : index;
    // The schema has nothing to say below a key that is no scalar.
    if (segment === undefined) return entry;
    return { ...entry, value: orderKeys(entry.value, rules, [...path, segment]) };
  });
  return node.isMap ? orderMap({ ...node, entries }, rules, path) : { ...node, entries };
}

function orderMap(map: Collection, { schema, data }: Rules, path: Path): Collection {
  const parts = schemasAt(schema, data, path);
  const rank = new Map(keysOf(parts).map((key, index) => [key, index]));
  // At the top level people name whole sections of the file, such as connections.
  const isSpaced = path.length === 1 && parts.some(hasFreeNames);
  return { ...map, entries: sorted(map.entries, rank), isSpaced };
}

/** Whether people choose the keys of such a map. */
const hasFreeNames = ({ additionalProperties }: SchemaPart): boolean =>
  typeof additionalProperties === 'object';

/** Known keys by rank, then the others in their own order; but nothing moves across a pinned entry. */
function sorted(entries: readonly Entry[], rank: ReadonlyMap<string, number>): Entry[] {
  const rankOf = ({ name = '' }: Entry) => rank.get(name) ?? rank.size;
  const pinned = pinnedEntries(entries);
  const runs: Entry[][] = [[]];
  for (const entry of entries) {
    if (pinned.has(entry)) runs.push([entry], []);
    else runs.at(-1)?.push(entry);
  }
  const result = runs.flatMap((run) => run.sort((a, b) => rankOf(a) - rankOf(b)));
  return regrouped(result, entries);
}

/** What blank lines kept apart stays apart, and what stood together stays together, under its heading. */
function regrouped(result: readonly Entry[], entries: readonly Entry[]): Entry[] {
  const paragraphs = new Map<Entry, { heading: readonly Note[] }>();
  let paragraph: { heading: readonly Note[] } = { heading: [] };
  for (const [index, entry] of entries.entries()) {
    if (index === 0 || entry.isSetApart) paragraph = { heading: headingAbove(entry) };
    paragraphs.set(entry, paragraph);
  }
  return result.map((entry, index) => {
    const [own, above] = [entry, result[index - 1]].map((each) => each && paragraphs.get(each));
    const before = [...(own?.heading ?? []), ...entry.before.slice(headingAbove(entry).length)];
    // Only the first of a paragraph has the heading.
    if (own) own.heading = [];
    return { ...entry, before, isSetApart: above !== undefined && above !== own };
  });
}

/** Comments with a blank line below them are about more than the entry. */
function headingAbove({ before }: Entry): readonly Note[] {
  return before.slice(0, before.findLastIndex(isBlank) + 1);
}
