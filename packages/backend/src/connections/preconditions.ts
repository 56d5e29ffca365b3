// Whether a write fits the connection that is there.
import type { Refusal } from '../refusal.ts';

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
