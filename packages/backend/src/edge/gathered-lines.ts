// Gathers the lines of one turn of the event loop: a way to the system for each costs as much as a look-up in the database.

export interface LineTarget {
  write(text: string): unknown;
}

export class GatheredLines {
  readonly #target: LineTarget;
  #lines = '';

  constructor(target: LineTarget) {
    this.#target = target;
  }

  /** @param line with its end */
  write(line: string): void {
    if (this.#lines === '') setImmediate(() => this.flush());
    this.#lines += line;
  }

  /** Writes what has been gathered, for the turn is over or the process ends. */
  flush(): void {
    const lines = this.#lines;
    if (lines === '') return;
    this.#lines = '';
    this.#target.write(lines);
  }
}
