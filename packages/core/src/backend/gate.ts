// Holds all requests to a backend back while it wants none.
import type { Clock } from '../clock.ts';

export class Gate {
  readonly #clock: Clock;
  /** In milliseconds since 1970; 0 while the gate is open. */
  #closedUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Closes it for so many milliseconds, or leaves it closed if it already is for longer. */
  close(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now().getTime() + ms);
  }

  /** Resolves when it is open. */
  async pass(): Promise<void> {
    for (let until = this.#closedUntil; until !== 0; until = this.#closedUntil) {
      const ms = until - this.#clock.now().getTime();
      if (ms > 0) await this.#clock.sleep(ms);
      // Somebody may have closed it for longer meanwhile. A clock that stands still holds nothing up.
      if (this.#closedUntil === until) this.#closedUntil = 0;
    }
  }
}
