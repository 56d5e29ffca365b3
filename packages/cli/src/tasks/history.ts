// Shows what was applied to the workspace, or one run of it.
import { findRun, history } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderHistory, renderRun } from '../render/history.ts';
import { present } from '../report.ts';

export interface HistoryOptions {
  readonly directory: string;
  /** Only this run. */
  readonly run: string | undefined;
  /** How many runs at most. */
  readonly limit: number;
}

/** @returns the exit code */
export function showHistory(console: Console, { directory, run, limit }: HistoryOptions): Promise<number> {
  return withPorts(directory, async (ports) =>
    run === undefined
      ? present(console, await history(ports, limit), {
          json: (runs) => ({ runs }),
          text: (runs) => renderHistory(runs, console.style),
        })
      : present(console, await findRun(ports, run), {
          json: (found) => ({ run: found }),
          text: (found) => renderRun(found, console.style),
        }),
  );
}
