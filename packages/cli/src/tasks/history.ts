// Shows what was applied to the workspace, or one run of it.
import { findRun, history } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderHistory, renderRun } from '../render/history.ts';
import { printDiagnostics, printDocument, printFailure } from '../report.ts';

export interface HistoryOptions {
  readonly directory: string;
  /** Only this run. */
  readonly run: string | undefined;
  /** How many runs at most. */
  readonly limit: number;
}

/** @returns the exit code */
export function showHistory(console: Console, { directory, run, limit }: HistoryOptions): Promise<number> {
  return run === undefined ? showRuns(console, directory, limit) : showRun(console, directory, run);
}

async function showRuns(console: Console, directory: string, limit: number): Promise<number> {
  const report = await withPorts(directory, (ports) => history(ports, limit));
  if (!report.value) return printFailure(console, report);
  if (console.json) {
    printDocument(console, report, { runs: report.value });
  } else {
    printDiagnostics(console, report);
    console.print(renderHistory(report.value, console.style));
  }
  return 0;
}

async function showRun(console: Console, directory: string, id: string): Promise<number> {
  const report = await withPorts(directory, (ports) => findRun(ports, id));
  if (!report.value) return printFailure(console, report);
  if (console.json) {
    printDocument(console, report, { run: report.value });
  } else {
    printDiagnostics(console, report);
    console.print(renderRun(report.value, console.style));
  }
  return 0;
}
