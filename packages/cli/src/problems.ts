// Everything that a command noticed and looked at, for the reports that are written when it ends.
import type { Code, Diagnostic, Report } from '@flowlink/core';

/** A problem with the texts to show it in. */
export interface Found {
  readonly problem: Diagnostic;
  readonly sources: Report<unknown>['sources'];
}

export class Problems {
  readonly #found: Found[] = [];
  readonly #known = new Set<string>();
  readonly #codes = new Set<Code>();
  readonly #files = new Set<string>();
  readonly #connections = new Set<string>();

  /** In the order in which they were said. */
  get found(): readonly Found[] {
    return this.#found;
  }

  /** The kinds of problems so far. */
  get codes(): ReadonlySet<Code> {
    return this.#codes;
  }

  /** The files of the project that were read. */
  get files(): ReadonlySet<string> {
    return this.#files;
  }

  /** The connections that were checked, right or wrong. */
  get connections(): ReadonlySet<string> {
    return this.#connections;
  }

  /** Takes what is being said, each problem once: a command that opens the project twice hears its warnings twice. */
  add({ diagnostics, sources }: Pick<Report<unknown>, 'diagnostics' | 'sources'>): void {
    for (const problem of diagnostics) {
      const { code, file, range, connection, detail } = problem;
      const key = JSON.stringify([code, file, range, connection, detail]);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#found.push({ problem, sources });
      this.#codes.add(code);
    }
    for (const file of sources.keys()) this.#files.add(file);
  }

  /** Names what was looked at, so that what is right counts too. */
  check(connections: readonly { readonly name: string }[]): void {
    for (const { name } of connections) this.#connections.add(name);
  }
}
