// Shows people how an apply goes on: live on a terminal, line by line in a log.
import type { ApplyProgress, Clock, Sources } from '@flowlink/core';
import type { Plan } from '@flowlink/schema';
import type { Console } from '../edge/console.ts';
import { LiveRegion } from '../live-region.ts';
import { renderLiveApply, type Stopping } from '../render/live.ts';
import { nameWidthOf, renderHeartbeat, renderProgress, renderSummary } from '../render/progress.ts';
import { emptyTally, type Tally, tallyUp } from '../render/tally.ts';
import { printDiagnostics } from '../report.ts';

const HEARTBEAT_SECONDS = 10;
/** Of more changes than these a terminal shows the failures; what went well is counted. */
const FEW = 50;

/** Shows what it is told: changes as they end, failures with their diagnostic, then the summary. */
export class ProgressView {
  readonly #console: Console;
  readonly #clock: Clock;
  readonly #sources: Sources;
  readonly #planned: number;
  readonly #nameWidth: number;
  readonly #region: LiveRegion | undefined;
  readonly #stopHeartbeat: () => void;
  #tally: Tally = emptyTally;
  #stopping: Stopping | undefined;
  #isFirst = true;

  constructor(console: Console, clock: Clock, { changes }: Plan, sources: Sources) {
    this.#console = console;
    this.#clock = clock;
    this.#sources = sources;
    this.#planned = changes.length;
    this.#nameWidth = nameWidthOf(changes.map(({ name }) => name));
    const startedAt = this.#now();
    this.#region =
      console.live &&
      new LiveRegion(console.live, clock, (columns) => {
        const style = { ...console.style, width: columns };
        return renderLiveApply(this.#tally, this.#planned, this.#now(), this.#stopping, style);
      });
    // A log that stays silent looks hung, and some CI systems end such jobs.
    this.#stopHeartbeat = this.#region
      ? () => {}
      : clock.every(HEARTBEAT_SECONDS * 1000, () => {
          const now = this.#now();
          const seconds = Math.round((now - startedAt) / 1000);
          const line = renderHeartbeat(this.#tally, this.#planned, seconds, now, console.style);
          console.print(this.#separator() + line);
        });
  }

  show(progress: ApplyProgress): void {
    this.#tally = tallyUp(this.#tally, progress);
    const output = this.#output();
    const line = this.#isCounted(progress) ? '' : renderProgress(progress, this.#nameWidth, output.style);
    if (line !== '') output.print(this.#separator() + line);
    if (progress.type === 'change_failed' || progress.type === 'diagnostic') {
      printDiagnostics(output, { diagnostics: [progress.diagnostic], sources: this.#sources });
    }
    if (progress.type === 'run_finished') {
      this.close();
      this.#console.print(`\n${renderSummary(this.#tally, progress.outcome, this.#console.style)}`);
    }
  }

  /** Says that the wish to stop was understood: in the live region, where it stays in sight. */
  showStopping(atOnce: boolean): void {
    this.#stopping = atOnce ? 'at-once' : 'politely';
    if (this.#region) return;
    this.#console.printError(
      atOnce
        ? 'Stopping at once: what is under way is given up, and the lock is released.\n'
        : 'Stopping: what is under way is being finished. Once more to stop at once.\n',
    );
  }

  close(): void {
    this.#stopHeartbeat();
    this.#region?.close();
  }

  /** A blank line sets the first line apart from the plan. */
  #separator(): string {
    const separator = this.#isFirst ? '\n' : '';
    this.#isFirst = false;
    return separator;
  }

  /** Whether the live region says it well enough. */
  #isCounted({ type }: ApplyProgress): boolean {
    if (!this.#region) return false;
    const isMany = this.#planned > FEW && (type === 'change_done' || type === 'change_not_started');
    return isMany || type === 'concurrency_changed';
  }

  /** The console, past the live region. */
  #output(): Console {
    const region = this.#region;
    const { print, printError, ...console } = this.#console;
    if (!region) return { ...console, print, printError };
    return {
      ...console,
      print: (text) => region.print(text),
      printError: (text) => region.print(text, printError),
    };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
