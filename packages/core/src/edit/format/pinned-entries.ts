// Finds the entries of a map whose order has a meaning: anchors come before their aliases.
import type { Entry, Node, Slot } from './tree.ts';

/** Entries that share an anchor with another entry of the map, and merge keys: nothing moves across them. */
export function pinnedEntries(entries: readonly Entry[]): ReadonlySet<Entry> {
  const users = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const anchor of new Set(anchorsIn(entry))) {
      const known = users.get(anchor);
      if (known) known.push(entry);
      else users.set(anchor, [entry]);
    }
  }
  const shared = [...users.values()].filter(({ length }) => length > 1).flat();
  return new Set([...shared, ...entries.filter(({ name }) => name === '<<')]);
}

/** The names of all anchors and aliases below an entry. */
function anchorsIn({ key, value }: Entry): string[] {
  return [key, value].flatMap((slot) => (slot ? [...anchorsOf(slot), ...anchorsBelow(slot.node)] : []));
}

const anchorsOf = ({ props }: Slot): string[] =>
  props.filter((prop) => prop.startsWith('&')).map((prop) => prop.slice(1));

function anchorsBelow(node: Node): string[] {
  if (node.kind === 'collection') return node.entries.flatMap(anchorsIn);
  const alias = node.kind === 'scalar' ? node.lines[0] : undefined;
  return alias?.startsWith('*') ? [alias.slice(1)] : [];
}
