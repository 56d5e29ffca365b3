// The ways in which a request to the backend fails, and how each is told to people.
import type { LockHolder, Problem, ProblemCode } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Occurrence, type Place } from '../diagnostics/diagnostic.ts';
import { type RefusedPart, refusedParts } from './refused-parts.ts';
import { PATIENCE_MS } from './retry.ts';
import type { Obstacle } from './transport.ts';
import { describeUnreachable } from './unreachable.ts';

/** Where the project says which workspace on which backend is meant, as far as it is the project that says so. */
export interface TargetPlaces {
  readonly url?: Place;
  readonly workspace?: Place;
}

/** Why a request failed. */
export type Failure = FailedRequest & { readonly target?: TargetPlaces };

export type FailedRequest =
  /** No connection: refused, unknown host, TLS, reset. `reason` is the system's word for it. */
  | {
      readonly kind: 'unreachable';
      readonly url: string;
      readonly reason: string;
      readonly obstacle?: Obstacle;
    }
  | { readonly kind: 'timeout'; readonly url: string; readonly seconds: number }
  /** Too many requests, and no more time to wait. `waitMs`: what the backend asked for. */
  | { readonly kind: 'busy'; readonly url: string; readonly status: number; readonly waitMs?: number }
  /** A proxy in front of the backend says that there is none. */
  | { readonly kind: 'gateway'; readonly url: string; readonly status: number }
  /** An answer that is not one of this contract's, such as a proxy's HTML page. */
  | { readonly kind: 'not-flowlink'; readonly url: string; readonly status: number; readonly found: string }
  /** Nobody gave an ID token, or nobody takes one. */
  | { readonly kind: 'id-token'; readonly url: string; readonly reason: string }
  /** A problem document. */
  | { readonly kind: 'problem'; readonly url: string; readonly problem: Problem };

const STOPPING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'unauthorized',
  'forbidden',
  'id_token_refused',
  'issuer_unreachable',
  'lock_held',
  'lock_not_held',
]);

/** The failures that every further request would meet as well. */
export function stopsEverything(failure: Failure): boolean {
  if (failure.kind !== 'problem') return true;
  const { code } = failure.problem;
  return STOPPING.has(code);
}

/** The connection that a request was about. */
export interface Subject {
  readonly connection: string;
  /** Where a part of it is declared, or the connection itself for an empty path; undefined if it is in no file. */
  readonly placeOf: (path: readonly string[]) => Place | undefined;
}

/** Told at the connection concerned, or where the project names the backend or the workspace if that is to blame. */
export function describeFailure(failure: Failure, subject?: Subject): Diagnostic {
  const { origin } = new URL(failure.url);
  const of = subject ? { ...subject.placeOf([]), connection: subject.connection } : {};
  const about = { ...of, ...blamed(failure) };
  switch (failure.kind) {
    case 'unreachable':
      return describeUnreachable(origin, failure, about);
    case 'timeout':
      return diagnostic('backend-timeout', {
        ...about,
        detail: `${origin} did not answer within ${failure.seconds} seconds.`,
        fix: 'Try again. If it keeps happening, ask whoever runs the backend.',
      });
    case 'busy':
      return diagnostic('backend-busy', {
        ...about,
        detail: `${origin} asks for fewer requests (${failure.status})${describeWait(failure.waitMs)}.`,
        fix: 'Try again later. If it keeps happening, lower --concurrency, or ask whoever runs the backend for a higher limit.',
      });
    case 'gateway':
      return diagnostic('backend-failed', {
        ...about,
        detail: `What stands in front of the backend at ${origin} answered that the backend does not (${failure.status}).`,
        fix: 'Try again. If it keeps happening, ask whoever runs the backend whether it is up.',
      });
    case 'not-flowlink':
      return diagnostic('backend-not-flowlink', {
        ...about,
        detail: `${origin} answered with status ${failure.status} and ${failure.found}, which is not what a FlowLink backend says.`,
        fix: 'Check that backend.url (or FLOWLINK_URL) names a FlowLink backend and not a proxy, a login page or a website.',
      });
    case 'id-token':
      return diagnostic('id-token-unavailable', {
        ...about,
        detail: `${origin} was asked for the job's token: ${failure.reason}.`,
        fix: 'Try again. If it keeps happening, set FLOWLINK_TOKEN.',
      });
    case 'problem':
      return describeProblem(failure.problem, origin, about, subject);
  }
}

function describeWait(waitMs: number | undefined): string {
  if (waitMs === undefined) return '';
  const seconds = Math.ceil(waitMs / 1000);
  return waitMs > PATIENCE_MS
    ? ` and to wait for ${seconds} seconds, which is longer than flowlink waits`
    : `, each time for ${seconds} more seconds`;
}

/** A token is good for one backend and one workspace, so either may be the wrong one. */
function blamed({ target, ...failure }: Failure): Place | undefined {
  if (failure.kind === 'id-token') return undefined;
  if (failure.kind !== 'problem') return target?.url;
  const { code } = failure.problem;
  if (code === 'unauthorized') return target?.url;
  return code === 'forbidden' || code === 'id_token_refused' ? target?.workspace : undefined;
}

/** Only who holds a token learns that it has ended; of any other one the backend says that it does not know it. */
function describeToken({ ended }: Problem, origin: string): Pick<Occurrence, 'detail' | 'fix'> {
  if (ended) {
    const how = ended.by === 'expiry' ? 'expired' : 'was revoked';
    return {
      detail: `The token in FLOWLINK_TOKEN ${how} at ${ended.at}.`,
      fix: 'Ask whoever runs the backend for a new one, and set FLOWLINK_TOKEN to it.',
    };
  }
  return {
    detail: `${origin} does not know the token in FLOWLINK_TOKEN.`,
    fix: 'Check FLOWLINK_TOKEN: it may be mistyped, or for another backend.',
  };
}

function describeProblem(
  problem: Problem,
  origin: string,
  about: Partial<Occurrence>,
  subject: Subject | undefined,
): Diagnostic {
  const said = [problem.title, problem.detail].filter(Boolean).join(': ').replace(/\.?$/, '.');
  switch (problem.code) {
    case 'unauthorized':
      return diagnostic('backend-unauthorized', {
        ...about,
        ...describeToken(problem, origin),
      });
    case 'forbidden':
      return diagnostic('backend-forbidden', {
        ...about,
        detail: said,
        fix: 'Use a token of this workspace: the role read suffices to plan, write to apply.',
      });
    case 'id_token_refused':
      return diagnostic('id-token-refused', {
        ...about,
        detail: `${origin}: ${problem.detail ?? said}`,
        fix: 'Run it on the branch or in the environment that a policy asks for, or have the policy changed; `flowlink-backend trust list` shows them.',
      });
    case 'issuer_unreachable':
      return diagnostic('issuer-unreachable', {
        ...about,
        detail: `${origin}: ${problem.detail ?? said}`,
        fix: 'Try again. If it keeps happening, ask whoever runs the backend whether it may reach the issuer.',
      });
    case 'lock_held':
      return diagnostic('lock-held', { ...about, ...describeLock(problem, said) });
    case 'lock_not_held':
      return diagnostic('lock-lost', {
        ...about,
        detail: `The lease of the workspace's lock ended before the run did. ${said}`,
        fix: 'Plan again to see what is left.',
      });
    // The plan was possible when it was made: another connection has the name, or is no longer managed, since then.
    case 'name_taken':
    case 'not_managed':
    case 'precondition_failed':
    case 'not_found':
      return diagnostic('changed-meanwhile', {
        ...about,
        detail:
          'Somebody changed or removed the connection, or took its name, after the plan was made, so the change was not made.',
        fix: 'Plan again.',
      });
    case 'rate_limited':
      return diagnostic('backend-busy', {
        ...about,
        detail: `${origin}: ${said}`,
        fix: 'Try again later, with a lower --concurrency if nothing else uses this token. Whoever runs the backend can permit more.',
      });
    case 'internal':
    case 'unavailable':
    case 'request_timeout':
      return diagnostic('backend-failed', {
        ...about,
        detail: `${origin}: ${said}`,
        fix: 'Try again. If it keeps happening, ask whoever runs the backend to look into its log.',
      });
    default: {
      const parts = refusedParts(problem);
      const words = parts.map(({ name, message }) => `${name} ${message}`).join('; ');
      return diagnostic('backend-refused', {
        ...about,
        ...placesOf(parts, subject),
        detail: `${origin}: ${said}${words === '' ? '' : ` ${words}.`}`,
        fix: parts.some(({ path }) => path)
          ? 'Correct what the backend refuses. If it should be right, the versions of flowlink and backend may not fit together.'
          : 'The versions of flowlink and backend may not fit together.',
      });
    }
  }
}

/** The first part that is declared somewhere, and the others as places that belong to it. */
function placesOf(parts: readonly RefusedPart[], subject: Subject | undefined): Partial<Occurrence> {
  const [first, ...others] = parts.flatMap(({ path, name, message }) => {
    const place = path && subject?.placeOf(path);
    return place ? [{ ...place, message: `${name} ${message}` }] : [];
  });
  if (!first) return {};
  const { message: _message, ...place } = first;
  return { ...place, ...(others.length > 0 ? { related: others } : {}) };
}

/** Who holds a lock or made a run, and where. */
export function describeHolder({ user, host, pid }: LockHolder): string {
  return `${user} on ${host}${pid === undefined ? '' : ` (process ${pid})`}`;
}

function describeLock({ lock }: Problem, said: string): { detail: string; fix: string } {
  if (!lock) return { detail: said, fix: 'Try again later.' };
  const { url } = lock.holder;
  return {
    detail: `${describeHolder(lock.holder)} is applying since ${lock.acquired_at}, run ${lock.run}${url ? `, ${url}` : ''}. The lease ends at ${lock.expires_at} unless it is extended.`,
    fix: 'Wait until that run has ended, for example with --lock-timeout 120. If it was killed, its lock frees itself when the lease ends.',
  };
}
