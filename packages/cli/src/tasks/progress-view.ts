// Shows people how an apply goes on.
import type { ApplyProgress, Clock, Sources } from '@flowlink/core';
import type { Plan } from '@flowlink/schema';
import type { Console } from '../edge/console.ts';
import { nameWidthOf, renderHeartbeat, renderProgress, renderSummary } from '../render/progress.ts';
import { emptyTally, type Tally, tallyUp } from '../render/tally.ts';
import { printDiagnostics } from '../report.ts';

const HEARTBEAT_SECONDS = 10;

/** Prints what it is shown: one line for each change that ends, failures with their diagnostic, then the summary. */
export class ProgressView {
  readonly #console: Console;
  readonly #sources: Sources;
  readonly #nameWidth: number;
  readonly #stopHeartbeat: () => void;
  #tally: Tally = emptyTally;

  constructor(console: Console, clock: Clock, { changes }: Plan, sources: Sources) {
    this.#console = console;
    this.#sources = sources;
    this.#nameWidth = nameWidthOf(changes.map(({ name }) => name));
    const startedAt = clock.now().getTime();
    // A log that stays silent looks hung, and some CI systems end such jobs.
    this.#stopHeartbeat = console.isTerminal
      ? () => {}
      : clock.every(HEARTBEAT_SECONDS * 1000, () => {
          const seconds = Math.round((clock.now().getTime() - startedAt) / 1000);
          console.print(renderHeartbeat(this.#tally, changes.length, seconds, console.style));
        });
    console.print('\n');
  }

  show(progress: ApplyProgress): void {
    this.#tally = tallyUp(this.#tally, progress);
    this.#console.print(renderProgress(progress, this.#nameWidth, this.#console.style));
    if (progress.type === 'change_failed' || progress.type === 'diagnostic') {
      printDiagnostics(this.#console, { diagnostics: [progress.diagnostic], sources: this.#sources });
    }
    if (progress.type === 'run_finished') {
      this.#console.print(`\n${renderSummary(this.#tally, progress.outcome, this.#console.style)}`);
    }
  }

  /** Says that the wish to stop was understood. */
  showStopping(atOnce: boolean): void {
    this.#console.printError(
      atOnce
        ? 'Stopping at once: what is under way is given up, and the lock is released.\n'
        : 'Stopping: what is under way is being finished. Once more to stop at once.\n',
    );
  }

  close(): void {
    this.#stopHeartbeat();
  }
}
