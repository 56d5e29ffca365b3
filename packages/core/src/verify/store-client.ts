// Asks one store, gently: few requests at once, and none while its quota is used up.
import { backoff, isPassing } from '../backend/retry.ts';
import type { Answer, HttpRequest, Transport } from '../backend/transport.ts';
import type { Clock } from '../clock.ts';
import type { Preflight, Reply } from '../platforms/platform.ts';
import { Slots } from './slots.ts';
import { untilStopped, wait } from './waiting.ts';

const PARALLEL = 3;

/** Requests of a store's quota that are left to its other apps. */
const RESERVE = 10;

/** How often a request is sent if the store is too busy, and if it fails to answer. */
const ATTEMPTS_IF_BUSY = 3;
const ATTEMPTS_IF_FAILED = 2;

/** How long one request waits for the quota in all. */
const PATIENCE_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

const STOPPED: Reply = { error: 'stopped' };

interface StoreClientOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly rateLimit: Preflight['rateLimit'];
}

/**
 * Shared by all connections of a store, as they share its quota. What failed in passing is sent again; a store that
 * stays silent or busy is not asked any more, and everybody gets its last answer.
 */
export class StoreClient {
  readonly #options: StoreClientOptions;
  readonly #slots = new Slots(PARALLEL);
  /** When the quota is whole again, in milliseconds since 1970; nothing is sent before. */
  #resumeAt = 0;
  #givenUp: Answer | undefined;

  constructor(options: StoreClientOptions) {
    this.#options = options;
  }

  /** @param onSend called for each attempt */
  async get(url: string, headers: Readonly<Record<string, string>>, onSend: () => void): Promise<Reply> {
    const answer = this.#slots.use(() => this.#attempts({ method: 'GET', url, headers }, onSend));
    return (await untilStopped(answer, this.#options.stop)) ?? STOPPED;
  }

  async #attempts(request: HttpRequest, onSend: () => void): Promise<Reply> {
    const { transport, clock, stop } = this.#options;
    let waitedMs = 0;
    for (let attempt = 1; ; attempt++) {
      await this.#quotaWhole();
      if (stop.aborted) return STOPPED;
      if (this.#givenUp) return this.#givenUp;
      onSend();
      const answer = await transport.send(request);
      if (isBusy(answer)) {
        const waitMs = this.#resetMs(answer) ?? backoff(FIRST_WAIT_MS, attempt, clock.random());
        waitedMs += waitMs;
        if (attempt >= ATTEMPTS_IF_BUSY || waitedMs > PATIENCE_MS) return this.#giveUp(answer);
        this.#pause(waitMs);
      } else if (isPassing(answer)) {
        if (attempt >= ATTEMPTS_IF_FAILED) return this.#giveUp(answer);
        await wait(backoff(FIRST_WAIT_MS, attempt, clock.random()), clock, stop);
      } else {
        this.#keepReserve(answer);
        return answer;
      }
    }
  }

  /** Does not look at the clock again after waiting, so that one that stands still holds nothing up. */
  async #quotaWhole(): Promise<void> {
    const { clock, stop } = this.#options;
    const waitMs = this.#resumeAt - clock.now().getTime();
    if (!this.#givenUp) await wait(waitMs, clock, stop);
  }

  #pause(ms: number): void {
    this.#resumeAt = Math.max(this.#resumeAt, this.#options.clock.now().getTime() + ms);
  }

  /** Counts those that may be under way as spent. */
  #keepReserve(answer: Answer): void {
    const { left, resetMs = 0 } = 'error' in answer ? {} : this.#options.rateLimit(answer.headers);
    // A quota that takes longer to be whole is used as it is: 429 tells when it is empty.
    if (left !== undefined && left < RESERVE + PARALLEL && resetMs <= PATIENCE_MS) this.#pause(resetMs);
  }

  #resetMs(answer: Answer): number | undefined {
    return 'error' in answer ? undefined : this.#options.rateLimit(answer.headers).resetMs;
  }

  #giveUp(answer: Answer): Answer {
    this.#givenUp ??= answer;
    return answer;
  }
}

function isBusy(answer: Answer): boolean {
  return !('error' in answer) && answer.status === 429;
}
