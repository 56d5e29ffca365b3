// Limits how often a token may ask, and how often an address may come without one that does.
import type { FastifyReply } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import { clientNetwork } from '../rates/client-network.ts';
import { RateLimiter, rateHeaders } from '../rates/rate-limiter.ts';
import type { Rate } from '../rates/token-bucket.ts';
import type { Refusal } from '../refusal.ts';

/** More than one machine with the embedded database answers for long, and room for an apply of thousands at once. */
export const TOKEN_RATE: Rate = { perSecond: 1000, burst: 10_000 };

/** Whoever mistypes a token never sees it; whoever tries tokens does at once. */
export const ADDRESS_RATE: Rate = { perSecond: 5, burst: 100 };

export class RequestRates {
  readonly #tokens: RateLimiter;
  readonly #addresses: RateLimiter;
  readonly #metrics: Metrics;

  constructor(token: Rate, address: Rate, metrics: Metrics) {
    this.#tokens = new RateLimiter('token', token);
    this.#addresses = new RateLimiter('address', address);
    this.#metrics = metrics;
  }

  /** Counts a request whose token was accepted. @param cost as so many @returns undefined if it may go on */
  accepted(token: string, now: Date, reply: FastifyReply, cost: number): Refusal | undefined {
    return this.#take(this.#tokens, token, now, reply, cost);
  }

  /**
   * Counts a request whose token was not. An address never stands in the way of a token that is good: behind a proxy, or
   * in an office, many share one.
   *
   * @returns the refusal it gets in place of what is wrong with its token, undefined if it may be told
   */
  denied(address: string, now: Date, reply: FastifyReply): Refusal | undefined {
    return this.#take(this.#addresses, clientNetwork(address), now, reply);
  }

  #take(limiter: RateLimiter, key: string, now: Date, reply: FastifyReply, cost = 1): Refusal | undefined {
    const taken = limiter.take(key, now.getTime(), cost);
    void reply.headers(rateHeaders(limiter, taken));
    if (taken.allowed) return undefined;
    this.#metrics.rateLimited(limiter.name);
    return {
      refused: 'rate_limited',
      detail: `This ${limiter.name} may send ${limiter.rate.perSecond} requests a second; wait ${taken.seconds} s.`,
    };
  }
}
