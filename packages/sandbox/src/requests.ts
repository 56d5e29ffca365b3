// Counts what was asked of each store, so that a test can tell what a client did and what it refrained from.

/** What was asked of one store. */
export interface StoreRequests {
  readonly total: number;
  /** Those with a method that would change something, all of which were refused. */
  readonly writes: number;
  /** The greatest number under way at once. */
  readonly max_parallel: number;
  /** By method and path below the store, without the query, for example `GET /v2/time`. */
  readonly paths: Readonly<Record<string, number>>;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];

export class Requests {
  readonly #stores = new Map<string, Tally>();

  /**
   * Counts a request that begins.
   *
   * @param path the path below `/stores/{hash}`
   * @returns what to call when it has ended
   */
  begin(hash: string, method: string, path: string): () => void {
    const tally = this.#stores.get(hash) ?? new Tally();
    this.#stores.set(hash, tally);
    return tally.begin(method, path);
  }

  /** A copy, by store hash. */
  snapshot(): Record<string, StoreRequests> {
    return Object.fromEntries([...this.#stores].map(([hash, tally]) => [hash, tally.snapshot()]));
  }
}

class Tally {
  #writes = 0;
  #parallel = 0;
  #maxParallel = 0;
  readonly #paths = new Map<string, number>();

  begin(method: string, path: string): () => void {
    const key = `${method} ${path}`;
    this.#paths.set(key, (this.#paths.get(key) ?? 0) + 1);
    if (!READS.includes(method)) this.#writes += 1;
    this.#parallel += 1;
    this.#maxParallel = Math.max(this.#maxParallel, this.#parallel);
    return () => {
      this.#parallel -= 1;
    };
  }

  snapshot(): StoreRequests {
    return {
      total: [...this.#paths.values()].reduce((sum, count) => sum + count, 0),
      writes: this.#writes,
      max_parallel: this.#maxParallel,
      paths: Object.fromEntries(this.#paths),
    };
  }
}
