// Reads what was written and what was denied as one trail, for those who run the backend.
import type { AuditEntry } from '@flowlink/schema';
import type { Store } from '../store/store.ts';
import type { Denial } from './denial.ts';

/** An entry of either trail. Positions grow across both. */
export type TrailEntry =
  | ({ readonly kind: 'write'; readonly workspace: string } & AuditEntry)
  | ({ readonly kind: 'denial'; readonly position: number } & Denial);

/** Which entries are wanted. */
export interface TrailFilter {
  readonly workspace?: string;
  /** The earliest time, as `toISOString` writes it. */
  readonly since?: string;
  readonly deniedOnly?: boolean;
}

export interface TrailRange extends TrailFilter {
  /** Entries behind this position … */
  readonly after: number;
  /** … up to this one. */
  readonly until: number;
}

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
