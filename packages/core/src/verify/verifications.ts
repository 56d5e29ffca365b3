// What the backend keeps of a verification.
import type { Verification } from '@flowlink/schema';
import type { VerifyResult } from './verify.ts';

/** By connection; of one that was stopped nothing is known. */
export function verificationsOf(results: readonly VerifyResult[], at: Date): Map<string, Verification> {
  return new Map(
    results.flatMap(({ name, status }) =>
      status === 'stopped' ? [] : [[name, { status, at: at.toISOString() }] as const],
    ),
  );
}
