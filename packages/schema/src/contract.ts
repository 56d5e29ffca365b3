// The operations of the HTTP contract.
import { operations as generated } from './generated/operations.ts';

/** One operation: its method, its path with `{parameters}`, and the role its token needs (null: no token). */
export interface Operation {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly role: 'read' | 'write' | 'admin' | null;
}

/** The operations by their ID in the OpenAPI document. */
export const operations: Readonly<Record<keyof typeof generated, Operation>> = generated;
