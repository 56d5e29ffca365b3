// What reads a database as it is, without bringing its structure up to date.
import type { KeyStore } from './key-store.ts';
import { StartError } from './open-store.ts';

/** One state of the database, however long reading it takes. */
export interface Inspection {
  readonly keys: Omit<KeyStore, 'change'>;
  /** Rows of a statement that both databases understand. */
  rows<Row>(sql: string): Promise<Row[]>;
  /** What the database itself says of its files and references; empty if all is well. */
  damage(): Promise<string[]>;
}

/** @param version of the database @param current the version that this program writes */
export function refuseOtherVersion(version: number, current: number): void {
  if (version === current) return;
  throw new StartError(
    version > current
      ? 'The database was written by a newer version of flowlink-backend.'
      : 'The database was written by an older version of flowlink-backend; start `serve` once, which brings it up to date.',
  );
}
