// The rate limit of one store, shared by all its tokens.

/** 30 seconds: a window begins with its first request, and the quota is whole again when it ends. */
const WINDOW_MS = 30_000;

/** The headers that tell a client how much of the quota is left. */
export type LimitHeaders = Record<string, string>;

export class RateLimit {
  readonly #quota: number;
  readonly #clock: () => number;
  #endsAt = 0;
  #used = 0;

  /** @param clock the time in milliseconds */
  constructor(quota: number, clock: () => number) {
    this.#quota = quota;
    this.#clock = clock;
  }

  /** Spends one request. @returns false when there was none left */
  spend(): boolean {
    if (this.#clock() >= this.#endsAt) {
      this.#endsAt = this.#clock() + WINDOW_MS;
      this.#used = 0;
    }
    if (this.#used === this.#quota) return false;
    this.#used += 1;
    return true;
  }

  headers(): LimitHeaders {
    return this.#print(this.#quota - this.#used, this.#endsAt - this.#clock());
  }

  /** The headers of an answer 429. @param resetMs until the quota is whole again; by default when the window ends */
  usedUp(resetMs = this.#endsAt - this.#clock()): LimitHeaders {
    return { ...this.#print(0, resetMs), 'X-Retry-After': String(Math.ceil(resetMs / 1000)) };
  }

  #print(left: number, resetMs: number): LimitHeaders {
    return {
      'X-Rate-Limit-Requests-Left': String(left),
      'X-Rate-Limit-Requests-Quota': String(this.#quota),
      'X-Rate-Limit-Time-Window-Ms': String(WINDOW_MS),
      'X-Rate-Limit-Time-Reset-Ms': String(Math.max(0, resetMs)),
    };
  }
}
