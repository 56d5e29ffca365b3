// Reads what was written and what was denied as one trail, for those who run the backend.
import type { Store } from '../store/store.ts';
import type { TrailEntry, TrailFilter } from './trail-entry.ts';

/** Few enough to hold in memory, enough to make little of the way to the database. */
const PAGE = 500;

/**
 * All entries that there are now, the oldest first. Whoever goes on later behind the last position misses none.
 *
 * @param after the position to start behind
 */
export async function* readTrail(
  store: Store,
  after: number,
  filter: TrailFilter,
): AsyncGenerator<TrailEntry> {
  const until = await store.trailEnd();
  for (let behind = after; ; ) {
    const entries = await store.trail({ ...filter, after: behind, until }, PAGE);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return;
    behind = last.position;
  }
}
