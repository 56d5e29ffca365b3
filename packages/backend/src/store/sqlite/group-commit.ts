// Transactions that come at once share one commit, for what costs is the way to the disk. Each still has its own outcome.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Transactions of one commit. Further ones wait for the next, so that the first is answered soon. */
const MOST = 64;

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Carries out one transaction after the other, for they share one handle; each is alone as far as it can tell. */
export class GroupCommit {
  readonly #database: DatabaseSync;
  /** Of each transaction within the commit; statements are prepared once. */
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#savepoint = database.prepare('SAVEPOINT one');
    this.#release = database.prepare('RELEASE one');
  }

  /**
   * @param work waits for nothing but the database
   * @returns its result, once it is on the disk. If the work throws, or cannot be committed, nothing of it was done
   */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** When everything that was asked so far has ended. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // All requests that have arrived are read before the first of them is carried out.
      await nextTurn();
      await this.#commit(this.#waiting.splice(0, MOST));
    }
    this.#running = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const outcomes: (() => void)[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const one of group) outcomes.push(await this.#alone(one));
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
      return;
    }
    for (const tell of outcomes) tell();
  }

  /** @returns tells the outcome. Throws if nothing of the group can be committed any more */
  async #alone({ work, resolve, reject }: Waiting): Promise<() => void> {
    this.#savepoint.run();
    try {
      const result = await work();
      this.#release.run();
      return () => resolve(result as never);
    } catch (error) {
      // A full disk, for one, ends the transaction as a whole.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO one; RELEASE one');
      return () => reject(error);
    }
  }
}
