// A store while the sandbox runs: what it is, what is left of its quota, and what is wrong with it.
import type { Fault } from '../faults/fault.ts';
import { RateLimit } from './rate-limit.ts';
import { quotas, type SandboxStore } from './store.ts';

export class LiveStore {
  readonly store: SandboxStore;
  readonly limit: RateLimit;
  #fault: Fault | null = null;
  #faultsLeft = 0;

  /** @param clock the time in milliseconds */
  constructor(store: SandboxStore, clock: () => number) {
    this.store = store;
    this.limit = new RateLimit(quotas[store.plan], clock);
  }

  setFault(fault: Fault | null): void {
    this.#fault = fault;
    this.#faultsLeft = fault?.times ?? Number.POSITIVE_INFINITY;
  }

  /** The fault that the next request meets. */
  takeFault(): Fault | undefined {
    if (this.#fault === null || this.#faultsLeft === 0) return undefined;
    this.#faultsLeft -= 1;
    return this.#fault;
  }
}
