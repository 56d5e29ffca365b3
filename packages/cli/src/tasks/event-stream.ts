// The NDJSON that `--json` prints while applying: complete and well-formed however the run ends.
import {
  type ApplyProgress,
  type Diagnostic,
  diagnosticJson,
  type Sources,
  toEvent,
  versionEvent,
} from '@flowlink/core';
import type { ApplyEvent, RunCounts } from '@flowlink/schema';
import type { Console } from '../edge/console.ts';
import { toolVersion } from '../edge/tool-version.ts';

/** Opens with the version event. */
export class EventStream {
  readonly #console: Pick<Console, 'print' | 'problems'>;
  readonly #counts: RunCounts = { done: 0, failed: 0, not_started: 0 };

  constructor(console: Pick<Console, 'print' | 'problems'>) {
    this.#console = console;
    this.send(versionEvent(toolVersion));
  }

  send(event: ApplyEvent): void {
    if (event.type === 'change_done') this.#counts.done++;
    if (event.type === 'change_failed') this.#counts.failed++;
    if (event.type === 'change_not_started') this.#counts.not_started++;
    this.#console.print(`${JSON.stringify(event)}\n`);
  }

  /** @param sources for the lines of diagnostics */
  sendProgress(progress: ApplyProgress, sources: Sources): void {
    if ('diagnostic' in progress) this.#console.problems.add({ diagnostics: [progress.diagnostic], sources });
    this.send(toEvent(progress, sources));
  }

  /** One event for each diagnostic. */
  sendDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources): void {
    this.#console.problems.add({ diagnostics, sources });
    for (const problem of diagnostics) {
      this.send({ type: 'diagnostic', diagnostic: diagnosticJson(problem, sources) });
    }
  }

  /** Ends a run that came to nothing, or that broke off. */
  fail(diagnostics: readonly Diagnostic[], sources: Sources): void {
    this.sendDiagnostics(diagnostics, sources);
    this.send({ type: 'run_finished', outcome: 'failed', ...this.#counts });
  }
}
