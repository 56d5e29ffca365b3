// Lists a page at a time, with opaque cursors.
import type { Refusal } from '../refusal.ts';
import type { Call } from './call.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const badCursor: Refusal = {
  refused: 'invalid_request',
  detail: 'The cursor is not one that this backend gave out.',
};

/** What a page shows, and where the next one starts. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/**
 * @param kind what cursors of this list hold
 * @param read reads so many items at most from behind a cursor's value; undefined is the start
 * @param cursorOf what the cursor of the page that follows an item holds
 */
export async function pageOf<T>(
  { query }: Call,
  kind: string,
  read: (after: string | undefined, limit: number) => Promise<readonly T[]>,
  cursorOf: (item: T) => string,
): Promise<Page<T> | Refusal> {
  const after = decodeCursor(query.cursor, kind);
  if (after === null || after?.includes('\0') || after?.isWellFormed() === false) return badCursor;
  const limit = Number(query.limit);
  // One more than is shown tells whether there is a next page.
  const found = await read(after, limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit),
    next_cursor: last === undefined ? null : encodeCursor(kind, cursorOf(last)),
  };
}

/** A page of what has a position, the highest first. */
export async function newestFirst<T extends { readonly position: number }>(
  call: Call,
  kind: string,
  read: (before: number, limit: number) => Promise<readonly T[]>,
): Promise<Page<T> | Refusal> {
  // More digits than a position has, or none, no database takes for one.
  if (!/^\d{1,15}$/.test(decodeCursor(call.query.cursor, kind) ?? '0')) return badCursor;
  return pageOf(
    call,
    kind,
    (before, limit) => read(before === undefined ? Number.MAX_SAFE_INTEGER : Number(before), limit),
    ({ position }) => String(position),
  );
}
