// Why a request is refused, independent of HTTP.
import type { Lock, Problem, ProblemCode } from '@flowlink/schema';

/** An expected failure. It never holds a secret. */
export interface Refusal {
  readonly refused: ProblemCode;
  /** More about this occurrence, for people. */
  readonly detail: string;
  /** The parts of the request that it is about, if it is not about all of it. */
  readonly errors?: Problem['errors'];
  /** With `lock_held`. */
  readonly lock?: Lock;
  /** With `precondition_failed`: the present revision, null if there is no connection. */
  readonly revision?: number | null;
  /** With `unauthorized`: how the token that was sent ended. */
  readonly ended?: Problem['ended'];
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}
