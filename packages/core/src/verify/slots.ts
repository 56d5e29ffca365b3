// Lets a limited number of jobs run at once; the others wait their turn.

export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param count at least 1 */
  constructor(count: number) {
    this.#free = count;
  }

  /** Runs the job as soon as a slot is free, in the order of the calls. */
  async use<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      // A slot that goes to the next in line was never free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
