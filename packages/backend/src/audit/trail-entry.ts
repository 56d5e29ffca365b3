// What was written and what was denied as entries of one trail, and which of them are wanted.
import type { AuditEntry } from '@flowlink/schema';
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
