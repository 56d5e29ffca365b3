// Whether a write fits the connection that is there.
import { isDeepStrictEqual } from 'node:util';
import { type ConnectionWrite, fieldMarks } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';
import type { StoredConnection } from './stored-connection.ts';

/** What the writer believes is there: a revision, or nothing. */
export type Expectation = { readonly revision: number } | { readonly absent: true };

/** Reads If-Match and If-None-Match; exactly one of them says what is expected. */
export function expectationOf(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): Expectation | Refusal {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    return { refused: 'invalid_request', detail: 'If-Match and If-None-Match exclude each other.' };
  }
  if (ifMatch !== undefined) return { revision: Number(ifMatch.slice(1, -1)) };
  if (ifNoneMatch !== undefined) return { absent: true };
  return {
    refused: 'precondition_required',
    detail: 'Send If-Match with the revision, or If-None-Match: * to create.',
  };
}

/** @param present the revision of what is there; undefined if nothing is */
export function checkExpectation(expectation: Expectation, present: number | undefined): Refusal | undefined {
  const expected = 'absent' in expectation ? undefined : expectation.revision;
  if (expected === present) return undefined;
  const detail =
    present === undefined ? 'The connection does not exist.' : `The connection has revision ${present}.`;
  return { refused: 'precondition_failed', detail, revision: present ?? null };
}

/**
 * Whether the fields may be written: an immutable one never changes, and a new connection needs its secrets.
 *
 * @param kept the connection that is written over; undefined if the write makes a new one
 */
export function checkFields(
  kept: StoredConnection | undefined,
  { config, secrets = {} }: ConnectionWrite,
): Refusal | undefined {
  const { immutable, secret } = fieldMarks[config.platform];
  const changed = kept
    ? immutable.filter((field) => !isDeepStrictEqual(fieldOf(kept.config, field), fieldOf(config, field)))
    : [];
  if (changed.length > 0) {
    return {
      refused: 'immutable_field',
      detail: `${changed.join(' and ')} cannot change; use replace=true.`,
      errors: changed.map((field) => ({ pointer: `/config/${field}`, message: 'cannot change' })),
    };
  }
  const missing = secret.filter((field) => !(field in secrets) && !kept?.secrets[field]);
  if (missing.length === 0) return undefined;
  return {
    refused: 'secret_required',
    detail: `A new connection needs ${missing.join(' and ')}.`,
    errors: missing.map((field) => ({ pointer: `/secrets/${field}`, message: 'is missing' })),
  };
}

function fieldOf(config: object, field: string): unknown {
  return (config as Record<string, unknown>)[field];
}
