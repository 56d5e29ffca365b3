// Recognises a problem from one run to the next although its lines have moved.
import { createHash } from 'node:crypto';
import type { Diagnostic } from '@flowlink/core';

/**
 * One for each problem, made of its code, file, connection and detail, never of its line; what would be the same is numbered.
 * Changing how it is made calls for another version where it is named: every open alert would be closed and opened again.
 */
export function fingerprints(problems: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return problems.map(({ code, file, connection, detail }) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([code, file ?? null, connection ?? null, detail]))
      .digest('hex')
      .slice(0, 32);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  });
}
