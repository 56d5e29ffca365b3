// Which fields of a connection are secret, immutable, unordered, verified or server-owned, as the schema marks them.
import { fieldMarks as bigcommerce } from './generated/bigcommerce.ts';
import type { ConnectionConfig } from './generated/types.ts';

/** The marks of one platform's connection schema. */
export interface FieldMarks {
  /** All fields, in the order in which they are written. */
  readonly fields: readonly string[];
  /** Write-only fields, named in files only as references. */
  readonly secret: readonly string[];
  /** Fields whose change makes it another connection. */
  readonly immutable: readonly string[];
  /** Lists whose order means nothing. */
  readonly unordered: readonly string[];
  /** Fields that a store can be asked about. */
  readonly verified: readonly string[];
  /** By action: workflow parameters that the running connector advances. */
  readonly serverOwned: Readonly<Record<string, readonly string[]>>;
  /** The values of fields that are left out. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** The marks by platform. */
export const fieldMarks: Readonly<Record<ConnectionConfig['platform'], FieldMarks>> = { bigcommerce };
