// The NDJSON that `--json` prints while applying: complete and well-formed however the run ends.
import { type Diagnostic, diagnosticJson, type Sources, versionEvent } from '@flowlink/core';
import type { ApplyEvent, RunCounts } from '@flowlink/schema';
import { toolVersion } from '../edge/tool-version.ts';

/** Opens with the version event. */
export class EventStream {
  readonly #print: (line: string) => void;
  readonly #counts: RunCounts = { done: 0, failed: 0, not_started: 0 };

  constructor(print: (line: string) => void) {
    this.#print = print;
    this.send(versionEvent(toolVersion));
  }

  send(event: ApplyEvent): void {
    if (event.type === 'change_done') this.#counts.done++;
    if (event.type === 'change_failed') this.#counts.failed++;
    if (event.type === 'change_not_started') this.#counts.not_started++;
    this.#print(`${JSON.stringify(event)}\n`);
  }

  /** One event for each diagnostic. */
  sendDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources): void {
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
