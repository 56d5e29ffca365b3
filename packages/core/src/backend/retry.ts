// Repeats a request that failed in passing. Every request of the contract can be repeated without doing harm.
import type { Clock } from '../clock.ts';
import type { Answer, HttpRequest, HttpResponse, Transport } from './transport.ts';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** Tells whoever regulates the load how an attempt went. */
export interface LoadObserver {
  /** The backend asked for less: 429 or 503. */
  overloaded(): void;
}

/**
 * Sends with up to five attempts, waiting longer each time with jitter, or as long as `Retry-After` says.
 *
 * @returns the last answer
 */
export async function sendPatiently(
  transport: Transport,
  request: HttpRequest,
  clock: Clock,
  observer?: LoadObserver,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await transport.send(request);
    if (!('error' in answer) && (answer.status === 429 || answer.status === 503)) observer?.overloaded();
    if (attempt === ATTEMPTS || !isPassing(answer)) return answer;
    await clock.sleep(retryAfter(answer, clock.now()) ?? backoff(FIRST_WAIT_MS, attempt, clock.random()));
  }
}

/** Whether a request may well succeed if it is sent again. */
export function isPassing(answer: Answer): boolean {
  return 'error' in answer || [429, 502, 503, 504].includes(answer.status);
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

/** Milliseconds, from seconds or a date; never more than half a minute. */
function retryAfter(answer: Answer, now: Date): number | undefined {
  const header = 'error' in answer ? undefined : first((answer as HttpResponse).headers['retry-after']);
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : undefined;
}

const first = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
