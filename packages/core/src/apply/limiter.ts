// How many requests run at once: more while all goes well, half as many when the backend asks for less, and never more
// than half of what it still takes.
import type { LoadObserver, Sending } from '../backend/retry.ts';

/** The backend does them in one transaction, for which all others wait. */
const MOST_PER_REQUEST = 20;

/**
 * Additive increase, multiplicative decrease. Starts at the maximum; `overloaded` halves the limit, a run of successes
 * restores it one by one. Where the backend says how much of its quota is left, no 429 needs to come first.
 */
export class Limiter implements LoadObserver {
  readonly #maximum: number;
  #limit: number;
  /** What the backend's quota allows. */
  #allowance = Number.POSITIVE_INFINITY;
  #successes = 0;
  /** Counts how often the limit was halved. */
  #halvings = 0;
  #onChange: (limit: number) => void = () => {};

  /** @param maximum at least 1 */
  constructor(maximum: number) {
    this.#maximum = maximum;
    this.#limit = maximum;
  }

  /** How many may run now. */
  get limit(): number {
    return Math.floor(Math.min(this.#limit, this.#allowance));
  }

  /** How many changes one request may carry: fewer when the backend asked for less, and all under way within its quota. */
  get perRequest(): number {
    const asked = (MOST_PER_REQUEST * this.#limit) / this.#maximum;
    return Math.max(Math.floor(Math.min(asked, this.#allowance / this.limit)), 1);
  }

  /** What the limit is at best. */
  get maximum(): number {
    return this.#maximum;
  }

  /** Calls back with every new limit, until the returned function is called. */
  watch(onChange: (limit: number) => void): () => void {
    this.#onChange = onChange;
    return () => {
      this.#onChange = () => {};
    };
  }

  /** Requests that were under way together tell of one overload, so only the first of them halves the limit. */
  sending(): Sending {
    const halvings = this.#halvings;
    return {
      overloaded: () => {
        if (halvings === this.#halvings) this.overloaded();
      },
      requestsLeft: (count) => {
        this.#change(() => {
          this.#allowance = Math.max(count / 2, 1);
        });
      },
    };
  }

  succeeded(): void {
    this.#successes++;
    if (this.#successes < this.limit) return;
    this.#successes = 0;
    this.#change(() => {
      this.#limit = Math.min(this.#limit + 1, this.#maximum);
    });
  }

  overloaded(): void {
    this.#successes = 0;
    this.#halvings++;
    this.#change(() => {
      this.#limit = Math.max(this.#limit / 2, 1);
    });
  }

  #change(change: () => void): void {
    const before = this.limit;
    change();
    if (this.limit !== before) this.#onChange(this.limit);
  }
}
