// Shows what was applied to the workspace, or one run of it.
import { diagnostic, history, nearest } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderHistory, renderRun } from '../render/history.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';

export interface HistoryOptions {
  readonly directory: string;
  /** Only this run. */
  readonly run: string | undefined;
  /** How many runs at most. */
  readonly limit: number;
}

/** A run that is asked for by its ID is looked for further back. */
const SEARCHED = 10_000;

/** @returns the exit code */
export async function showHistory(
  console: Console,
  { directory, run, limit }: HistoryOptions,
): Promise<number> {
  const report = await withPorts(directory, (ports) => history(ports, run === undefined ? limit : SEARCHED));
  const { value: runs } = report;
  if (!runs) return printFailure(console, report);
  const found = run === undefined ? undefined : runs.find(({ id }) => id === run);
  if (run !== undefined && !found) return printFailure(console, noticed(unknownRun(run, runs)));
  if (console.json) {
    printDocument(console, report, found ? { run: found } : { runs });
  } else {
    printDiagnostics(console, report);
    console.print(found ? renderRun(found, console.style) : renderHistory(runs, console.style));
  }
  return 0;
}

function unknownRun(run: string, runs: readonly { readonly id: string }[]) {
  const similar = nearest(
    run,
    runs.map(({ id }) => id),
  );
  return diagnostic('unknown-run', {
    detail: `The workspace has no run “${run}”.`,
    fix: similar ? `Did you mean “${similar}”?` : '`flowlink history` lists the runs.',
  });
}
