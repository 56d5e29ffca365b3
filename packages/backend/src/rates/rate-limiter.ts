// Limits how often each of many may ask, in bounded memory.
import { type Bucket, type Rate, type Taken, take } from './token-bucket.ts';

/** How many are remembered; who has been quiet for longest is forgotten first, and starts with a full bucket again. */
const REMEMBERED = 10_000;

export class RateLimiter {
  readonly name: string;
  readonly rate: Rate;
  /** The header RateLimit-Policy; the window is the time in which an empty bucket fills. */
  readonly policy: string;
  readonly #remembered: number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param name what is limited, as the header RateLimit names it */
  constructor(name: string, rate: Rate, remembered = REMEMBERED) {
    this.name = name;
    this.rate = rate;
    this.policy = `"${name}";q=${rate.burst};w=${Math.ceil(rate.burst / rate.perSecond)}`;
    this.#remembered = remembered;
  }

  /** @param at in milliseconds @param cost in permits */
  take(key: string, at: number, cost = 1): Taken {
    const taken = take(this.#buckets.get(key), this.rate, at, cost);
    // A map keeps the order in which keys were added.
    this.#buckets.delete(key);
    this.#buckets.set(key, taken.bucket);
    if (this.#buckets.size > this.#remembered) {
      const [oldest] = this.#buckets.keys();
      this.#buckets.delete(oldest ?? '');
    }
    return taken;
  }
}

/** RateLimit and RateLimit-Policy as draft-ietf-httpapi-ratelimit-headers-10 has them, and Retry-After with a refusal. */
export function rateHeaders(
  { name, policy }: RateLimiter,
  { allowed, remaining, seconds }: Taken,
): Record<string, string> {
  return {
    'ratelimit-policy': policy,
    ratelimit: `"${name}";r=${remaining};t=${seconds}`,
    ...(allowed ? {} : { 'retry-after': String(seconds) }),
  };
}
