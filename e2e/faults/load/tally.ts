// What the requests of a load run came to: their times by kind, the writes that were answered, and what went wrong.
import type { Problem } from '@flowlink/schema';

/** In the words of docs/reliability.md. `run` is what an apply does beside its writes: lock, run, both ended. */
export const kinds = ['create', 'get', 'edit', 'apply', 'list 100', 'list 1000', 'trail', 'run'] as const;
export type Kind = (typeof kinds)[number];

/** A write that was answered with success. */
export interface AnsweredWrite {
  readonly name: string;
  readonly revision: number;
  /** None for a direct edit. */
  readonly run: string | null;
}

export class Tally {
  readonly writes: AnsweredWrite[] = [];
  /** Writes that somebody else was faster than, as the answer said. */
  conflicts = 0;
  /** Whatever nobody asked for, in words. */
  readonly errors: string[] = [];
  readonly #times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));

  /** @param ms from the first byte of the request to the last one of the answer */
  note(kind: Kind, ms: number): void {
    this.#times.get(kind)?.push(ms);
  }

  /** Of a write that was refused: somebody else was faster, or the refusal is wrong. @param seen the revision that it was made for */
  noteConflict(name: string, seen: number, { revision }: Problem): void {
    this.conflicts++;
    if (!(Number(revision) > seen)) this.errors.push(`${name} at ${seen}: refused, for it is at ${revision}`);
  }

  get requests(): number {
    return [...this.#times.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** One line for each kind that there was. */
  figures(): string[] {
    return kinds.flatMap((kind) => {
      const sorted = [...(this.#times.get(kind) ?? [])].sort((a, b) => a - b);
      const at = (part: number) => (sorted[Math.ceil(sorted.length * part) - 1] ?? 0).toFixed(1);
      return sorted.length === 0 ? [] : [`${kind}: ${sorted.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`];
    });
  }
}
