// Long lists and maps of a change, cut short where they only add: the first entries, and how many follow.
import type { FieldChange } from '@flowlink/schema';

/** A field to show, or so many entries of the list or map at `path` that are only counted. */
export type ShownField = FieldChange & { readonly more?: number };

/** Up to so many entries are shown. */
const MAX_ENTRIES = 12;
/** Of more than that, the first ones. */
const FIRST_ENTRIES = 8;

/**
 * The fields in their order. Whatever takes something away, replaces a value or was changed on the backend is never left
 * out, nor are the fields of the connection itself.
 */
export function foldFields(fields: readonly FieldChange[]): ShownField[] {
  const folds = new Map<FieldChange, ShownField>();
  const hidden = new Set<FieldChange>();
  findFolds(fields, 0, (path, entries) => {
    const [first] = entries.flat();
    if (!first) return;
    const { position: _, after: _after, ...rest } = first;
    folds.set(first, { ...rest, path, more: entries.length });
    for (const field of entries.flat()) hidden.add(field);
  });
  return fields.flatMap((field) => folds.get(field) ?? (hidden.has(field) ? [] : field));
}

/** @param depth how many keys all the fields have in common */
function findFolds(
  fields: readonly FieldChange[],
  depth: number,
  fold: (path: FieldChange['path'], entries: readonly (readonly FieldChange[])[]) => void,
): void {
  const below = fields.filter(({ path }) => path.length > depth);
  const entries = [...Map.groupBy(below, ({ path }) => path[depth]).values()];
  const isLong = depth > 0 && entries.length > MAX_ENTRIES;
  const rest = isLong ? entries.slice(FIRST_ENTRIES).filter((entry) => entry.every(onlyAdds)) : [];
  const path = below[0]?.path.slice(0, depth);
  if (rest.length > 1 && path) fold(path as FieldChange['path'], rest);
  const folded = new Set(rest.length > 1 ? rest : []);
  for (const entry of entries) if (!folded.has(entry)) findFolds(entry, depth + 1, fold);
}

function onlyAdds({ kind, direction, sensitive, forces_replacement }: FieldChange): boolean {
  return kind === 'add' && direction === 'config' && !sensitive && !forces_replacement;
}
