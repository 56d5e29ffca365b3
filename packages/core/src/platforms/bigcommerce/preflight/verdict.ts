// How the check of one declared value comes out, before it is said which value that was.
import type { Check } from '@flowlink/schema';
import type { Reading } from './reading.ts';

export type Verdict = Pick<Check, 'status' | 'reason'>;

export const verified: Verdict = { status: 'verified' };

export function unverifiable(reason: string): Verdict {
  return { status: 'unverifiable', reason };
}

export function contradicted(reason: string): Verdict {
  return { status: 'contradicted', reason };
}

/** The verdict where the request that could have proved something was neither granted nor refused. */
export function unproven(kind: Exclude<Reading['kind'], 'granted' | 'refused'> | undefined): Verdict {
  switch (kind) {
    case 'absent':
      return unverifiable('BigCommerce does not know the request that would prove it (404).');
    case 'unauthorized':
      return unverifiable('BigCommerce did not accept the token.');
    case 'trouble':
      return unverifiable('BigCommerce gave no usable answer.');
    case 'stopped':
    case undefined:
      return unverifiable('The run ended before it was tried.');
  }
}
