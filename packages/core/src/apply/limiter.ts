// How many changes run at once: more while all goes well, half as many when the backend asks for less.

/** Starts at the maximum; `overloaded` halves the limit, a run of successes restores it one by one. */
export class Limiter {
  readonly #maximum: number;
  #limit: number;
  #successes = 0;
  #onChange: (limit: number) => void = () => {};

  /** @param maximum at least 1 */
  constructor(maximum: number) {
    this.#maximum = maximum;
    this.#limit = maximum;
  }

  /** How many may run now. */
  get limit(): number {
    return Math.floor(this.#limit);
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

  succeeded(): void {
    this.#successes++;
    if (this.#successes < this.limit) return;
    this.#successes = 0;
    this.#change(Math.min(this.#limit + 1, this.#maximum));
  }

  overloaded(): void {
    this.#successes = 0;
    this.#change(Math.max(this.#limit / 2, 1));
  }

  #change(limit: number): void {
    const before = this.limit;
    this.#limit = limit;
    if (this.limit !== before) this.#onChange(this.limit);
  }
}
