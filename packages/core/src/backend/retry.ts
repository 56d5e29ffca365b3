// Repeats a request that failed in passing. Every request of the contract can be repeated without doing harm: reads,
// writes that name their run or the revision they are about, and a lock that names who takes or releases it.
import type { Clock } from '../clock.ts';
import type { Gate } from './gate.ts';
import { quotaLeft, retryAfter } from './rate-limit.ts';
import type { Answer, HttpRequest, HttpResponse, Transport } from './transport.ts';

const ATTEMPTS = 5;
/** For what may as well be a bug as a passing failure. */
const ATTEMPTS_IF_DOUBTFUL = 2;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** How long a request may take in all, with waits, when nobody asks for them. */
const BUDGET_MS = 60_000;
/** How long the backend may ask one request to wait, in all. */
export const PATIENCE_MS = 60_000;

/** Whoever regulates the load. */
export interface LoadObserver {
  /** Called before each attempt; what is returned hears how it went. */
  sending(): Sending;
}

export interface Sending {
  /** The backend asked for less: 429 or 503. */
  overloaded(): void;
  /** The backend said how many more requests it takes for now. */
  requestsLeft(count: number): void;
}

export interface Patience {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Shared by all requests to the backend. */
  readonly gate: Gate;
  readonly observer?: LoadObserver;
}

/**
 * Sends with up to five attempts, waiting longer each time with jitter, or as long as `Retry-After` says. Gives up after
 * about a minute, or when the backend asks to wait for longer than that.
 *
 * @returns the last answer
 */
export async function sendPatiently(request: HttpRequest, patience: Patience): Promise<Answer> {
  const { transport, clock, gate, observer } = patience;
  let budgetMs = BUDGET_MS;
  let patienceMs = PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    await gate.pass();
    const sending = observer?.sending();
    const sentAt = clock.now().getTime();
    const answer = await transport.send({ ...request, withinMs: budgetMs });
    budgetMs -= clock.now().getTime() - sentAt;
    if (!('error' in answer)) observe(answer, gate, sending);
    if (attempt >= attemptsFor(answer)) return answer;
    const ownMs = isWornOut(answer) && attempt === 1 ? 0 : backoff(FIRST_WAIT_MS, attempt, clock.random());
    const askedMs = 'error' in answer ? undefined : retryAfter(answer.headers, clock.now());
    if (askedMs !== undefined && askedMs > ownMs) {
      patienceMs -= askedMs;
      if (patienceMs < 0) return answer;
      // Not all at the same moment.
      gate.close(askedMs + Math.min(askedMs, 1_000) * clock.random());
    } else {
      budgetMs -= ownMs;
      if (budgetMs <= 0) return answer;
      if (ownMs > 0) await clock.sleep(ownMs);
    }
  }
}

function observe({ status, headers }: HttpResponse, gate: Gate, sending: Sending | undefined): void {
  if (status === 429 || status === 503) sending?.overloaded();
  const quota = quotaLeft(headers);
  if (!quota) return;
  sending?.requestsLeft(quota.left);
  // A quota that takes longer to be whole is left to 429, which says that it is used up.
  if (quota.left === 0 && quota.resetMs !== undefined && quota.resetMs <= PATIENCE_MS)
    gate.close(quota.resetMs);
}

/** Whether a request may well succeed if it is sent again. */
export function isPassing(answer: Answer): boolean {
  if ('error' in answer) return answer.error === 'timeout' || answer.obstacle === undefined;
  return [429, 502, 503, 504].includes(answer.status);
}

/** How often a request that got this answer is sent at most. */
function attemptsFor(answer: Answer): number {
  if (isPassing(answer)) return ATTEMPTS;
  if ('error' in answer) return 1;
  // 408: the request did not arrive in time.
  const isDoubtful = answer.status === 500 || answer.status === 408 || isCutOff(answer);
  return isDoubtful ? ATTEMPTS_IF_DOUBTFUL : 1;
}

/** Every answer of the contract that says something is one object; 204 says nothing, whatever type it names. */
function isCutOff({ status, headers, body }: HttpResponse): boolean {
  if (status === 204) return false;
  const isJson = /\bjson\b/.test(String(headers['content-type']));
  return status >= 200 && status < 300 && isJson && !/\}\s*$/.test(body.slice(-20));
}

/** A connection that was kept for the next request and had been closed at the other end: a new one is at hand. */
function isWornOut(answer: Answer): boolean {
  return 'error' in answer && answer.error === 'unreachable' && answer.brokenOff === true;
}

/**
 * Milliseconds to wait after an attempt: twice as long each time, of which chance decides the second half.
 *
 * @param firstMs after the first @param random from 0 to 1
 */
export function backoff(firstMs: number, attempt: number, random: number): number {
  const full = Math.min(firstMs * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return full / 2 + (full / 2) * random;
}
