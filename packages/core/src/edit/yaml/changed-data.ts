// Says what the data of a document is to be after a change; an edit of the text counts only if it comes to the same.
import type { Path } from '../../load/nodes.ts';
import { isJsonMap, type Json } from './json.ts';
import type { DocumentPath } from './yaml-text.ts';

/** What the keys of a path lead to; undefined if nothing is there. */
export function valueAt(data: Json | undefined, path: Path): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined || data === undefined) return data;
  if (Array.isArray(data)) return valueAt(data[Number(segment)], rest);
  return isJsonMap(data) && Object.hasOwn(data, segment) ? valueAt(data[segment], rest) : undefined;
}

/**
 * The data of all documents with one value changed; maps on the way are made where they are missing.
 *
 * @param change gets the value, or undefined if there is none, and gives undefined for the value to go
 */
export function changeDocuments(
  documents: readonly Json[],
  { document, path }: DocumentPath,
  change: (value: Json | undefined) => Json | undefined,
): (Json | undefined)[] {
  return documents.map((data, index) => (index === document ? changeAt(data, path, change) : data));
}

function changeAt(
  data: Json | undefined,
  path: Path,
  change: (value: Json | undefined) => Json | undefined,
): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return change(data);
  if (Array.isArray(data)) {
    const item = changeAt(data[Number(segment)], rest, change);
    return data.toSpliced(Number(segment), 1, ...(item === undefined ? [] : [item]));
  }
  const entries = Object.entries(isJsonMap(data) ? data : {});
  const index = entries.findIndex(([key]) => key === String(segment));
  const value = changeAt(entries[index]?.[1], rest, change);
  const changed: [string, Json][] = value === undefined ? [] : [[String(segment), value]];
  return Object.fromEntries(
    index === -1 ? [...entries, ...changed] : entries.toSpliced(index, 1, ...changed),
  );
}
