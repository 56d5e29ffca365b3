// Keeps count of how the changes of a run end: each is reported exactly once as done, failed or not started.
import type { Change, RunCounts } from '@flowlink/schema';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ApplyProgress } from './progress.ts';

export class Outcomes {
  readonly #report: (progress: ApplyProgress) => void;
  readonly #waiting: Set<Change>;
  readonly #underWay = new Map<Change, Date>();
  readonly #counts: RunCounts = { done: 0, failed: 0, not_started: 0 };

  constructor(changes: readonly Change[], report: (progress: ApplyProgress) => void) {
    this.#waiting = new Set(changes);
    this.#report = report;
  }

  get counts(): Readonly<RunCounts> {
    return this.#counts;
  }

  start(change: Change, at: Date): void {
    this.#waiting.delete(change);
    this.#underWay.set(change, at);
    this.#report({ type: 'change_started', change, at });
  }

  /** @returns whether anybody still wants to know: what was given up is reported already */
  done(change: Change, at: Date): boolean {
    const timing = this.#end(change, at);
    if (!timing) return false;
    this.#counts.done++;
    this.#report({ type: 'change_done', ...timing });
    return true;
  }

  fail(change: Change, at: Date, diagnostic: Diagnostic): void {
    const timing = this.#end(change, at);
    if (!timing) return;
    this.#counts.failed++;
    this.#report({ type: 'change_failed', ...timing, diagnostic });
  }

  /** Whatever is under way counts as failed: nobody waits to see how it ends. */
  giveUp(at: Date, diagnosticFor: (change: Change) => Diagnostic): void {
    for (const change of [...this.#underWay.keys()]) this.fail(change, at, diagnosticFor(change));
  }

  /** Whatever was not started never will be. */
  leaveOut(reason: string): void {
    for (const change of this.#waiting) {
      this.#counts.not_started++;
      this.#report({ type: 'change_not_started', change, reason });
    }
    this.#waiting.clear();
  }

  #end(change: Change, at: Date): { change: Change; at: Date; elapsedMs: number } | undefined {
    const startedAt = this.#underWay.get(change);
    if (!startedAt || !this.#underWay.delete(change)) return undefined;
    return { change, at, elapsedMs: Math.max(at.getTime() - startedAt.getTime(), 0) };
  }
}
