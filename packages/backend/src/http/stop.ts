// Stops a server so that no request is lost which can still be answered in time.
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export class Stop {
  readonly #delayMs: number;
  readonly #boundMs: number;
  #underWay = false;

  /**
   * @param delayMs how long new connections are taken while /readyz already says no, so that balancers hear of it
   * @param boundMs how long requests under way may take after that
   */
  constructor(delayMs: number, boundMs: number) {
    this.#delayMs = delayMs;
    this.#boundMs = boundMs;
  }

  get isUnderWay(): boolean {
    return this.#underWay;
  }

  /** Takes no new connections, ends idle ones and those whose request is answered, and cuts off the others at the bound. */
  async of(app: FastifyInstance): Promise<void> {
    this.#underWay = true;
    if (this.#delayMs > 0) await delay(this.#delayMs);
    const bound = setTimeout(() => app.server.closeAllConnections(), this.#boundMs);
    await app.close();
    clearTimeout(bound);
  }
}
