// Changes a list into another one by the smallest steps, so that the items that stay keep their comments.
import { isDeepStrictEqual } from 'node:util';
import { addItem } from './add-entry.ts';
import type { Json } from './json.ts';
import { locate } from './locate.ts';
import { removeAt } from './remove-value.ts';
import type { DocumentPath, Problem, YamlText } from './yaml-text.ts';

/** @param before the list, which is not empty @param after what it is to be */
export function setList(
  yaml: YamlText,
  at: DocumentPath,
  before: readonly Json[],
  after: readonly Json[],
): YamlText | Problem {
  const both = merge(before, after);
  let edited = yaml;
  for (const [index, { value, isOld }] of both.entries()) {
    if (isOld) continue;
    const located = locate(edited, at);
    const added = 'problem' in located ? located : addItem(edited, at, located, value, index);
    if ('problem' in added) return added;
    edited = added;
  }
  for (const [index, { isNew }] of [...both.entries()].reverse()) {
    if (isNew) continue;
    const removed = removeAt(edited, { ...at, path: [...at.path, index] });
    if ('problem' in removed) return removed;
    edited = removed;
  }
  return edited;
}

/** An item of the list as it is, as it is to be, or of both. */
interface Item {
  readonly value: Json;
  readonly isOld: boolean;
  readonly isNew: boolean;
}

/** The shortest list that holds both in their order. What takes the place of an item stands behind it. */
function merge(before: readonly Json[], after: readonly Json[]): Item[] {
  const common = commonLengths(before, after);
  const items: Item[] = [];
  let [old, next] = [0, 0];
  while (old < before.length || next < after.length) {
    const [oldItem, nextItem] = [before[old], after[next]];
    if (oldItem !== undefined && nextItem !== undefined && isDeepStrictEqual(oldItem, nextItem)) {
      items.push({ value: oldItem, isOld: true, isNew: true });
      old++;
      next++;
    } else if (oldItem !== undefined && (common[old + 1]?.[next] ?? 0) >= (common[old]?.[next + 1] ?? 0)) {
      items.push({ value: oldItem, isOld: true, isNew: false });
      old++;
    } else if (nextItem !== undefined) {
      items.push({ value: nextItem, isOld: false, isNew: true });
      next++;
    }
  }
  return items;
}

/** How many items any two tails of the lists have in common, in the same order. */
function commonLengths(before: readonly Json[], after: readonly Json[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let old = before.length - 1; old >= 0; old--) {
    for (let next = after.length - 1; next >= 0; next--) {
      const row = lengths[old];
      if (!row) continue;
      row[next] = isDeepStrictEqual(before[old], after[next])
        ? 1 + (lengths[old + 1]?.[next + 1] ?? 0)
        : Math.max(lengths[old + 1]?.[next] ?? 0, row[next + 1] ?? 0);
    }
  }
  return lengths;
}
