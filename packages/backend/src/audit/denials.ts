// Records denied attempts so that whoever makes them cannot fill the disk: what repeats is counted, and little is told apart.
import type { Store } from '../store/store.ts';
import type { Denial, DenialReason } from './denial.ts';

/** How long repetitions are counted before they are written, in milliseconds. */
const WINDOW_MS = 60_000;

/**
 * How many kinds of attempt are told apart in a window: of clients without a token of this backend, and of others,
 * so that strangers cannot hide what a known token does. All further ones are counted by their reason only.
 */
const MAX_KINDS = 200;

/** Longer texts of clients are cut to so many characters. */
const MAX_TEXT = 100;

/** An attempt that is denied. */
export interface DeniedAttempt {
  readonly reason: DenialReason;
  readonly operation: string;
  readonly workspace: string;
  readonly token: { readonly id: string; readonly name: string } | null;
  readonly address: string;
}

/** Attempts that are alike and not written yet; the times are those of the first and the last. */
interface Tally {
  readonly of: Omit<Denial, 'count' | 'first_at' | 'at'>;
  readonly count: number;
  readonly first_at: string;
  readonly at: string;
}

export interface DenialOptions {
  readonly store: Pick<Store, 'addDenial'>;
  /** Told when so many attempts could not be written; they are denied all the same. */
  readonly onFailure: (error: Error, count: number) => void;
  /** Calls once after so many milliseconds. @returns stops that */
  readonly schedule?: (work: () => void, ms: number) => () => void;
}

export class Denials {
  readonly #store: DenialOptions['store'];
  readonly #onFailure: DenialOptions['onFailure'];
  readonly #schedule: NonNullable<DenialOptions['schedule']>;
  #tallies = new Map<string, Tally>();
  #kinds = { known: 0, unknown: 0 };
  #stop: (() => void) | undefined;
  #flushed: Promise<void> = Promise.resolve();

  constructor({ store, onFailure, schedule = later }: DenialOptions) {
    this.#store = store;
    this.#onFailure = onFailure;
    this.#schedule = schedule;
  }

  /** The first attempt of a kind is written at once, its repetitions when the window is over. */
  async add({ reason, operation, workspace, token, address }: DeniedAttempt, now: Date): Promise<void> {
    const at = now.toISOString();
    this.#stop ??= this.#schedule(() => void this.flush(), WINDOW_MS);
    const of = {
      reason,
      operation,
      workspace: cut(workspace),
      token: token && { id: token.id, name: cut(token.name) },
      address: cut(address),
    };
    const key = JSON.stringify(of);
    const known = token ? 'known' : 'unknown';
    if (this.#tallies.has(key)) return this.#count(key, of, at);
    if (this.#kinds[known] === MAX_KINDS) {
      return this.#count(
        reason,
        { reason, operation: null, workspace: null, token: null, address: null },
        at,
      );
    }
    this.#kinds[known]++;
    this.#tallies.set(key, { of, count: 0, first_at: at, at });
    await this.#write({ of, count: 1, first_at: at, at });
  }

  /** Writes what was counted and begins a new window. */
  flush(): Promise<void> {
    this.#stop?.();
    this.#stop = undefined;
    const counted = [...this.#tallies.values()].filter(({ count }) => count > 0);
    this.#tallies = new Map();
    this.#kinds = { known: 0, unknown: 0 };
    this.#flushed = this.#flushed.then(async () => {
      for (const tally of counted) await this.#write(tally);
    });
    return this.#flushed;
  }

  #count(key: string, of: Tally['of'], at: string): void {
    const { count = 0, first_at = at } = this.#tallies.get(key) ?? {};
    this.#tallies.set(key, { of, count: count + 1, first_at: count === 0 ? at : first_at, at });
  }

  async #write({ of, ...tally }: Tally): Promise<void> {
    try {
      const { at, first_at, count } = tally;
      await this.#store.addDenial({ at, first_at, count, ...of });
    } catch (error) {
      this.#onFailure(error as Error, tally.count);
    }
  }
}

/** By characters, so that none is cut in half. PostgreSQL keeps no NUL, and whoever sends one is to be recorded too. */
function cut(text: string): string {
  const characters = [...text.replaceAll('\0', '\uFFFD')];
  return characters.length <= MAX_TEXT ? characters.join('') : `${characters.slice(0, MAX_TEXT).join('')}…`;
}

/** Keeps no process alive. */
function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
