// Applies an approved plan, stopping politely when asked to.
import {
  type ApplyProgress,
  apply,
  type Planned,
  type Ports,
  type RunOutcome,
  type VerifyResult,
} from '@flowlink/core';
import type { RunMode } from '@flowlink/schema';
import { processCommit, processHolder } from '../edge/holder.ts';
import { stopOnSignals } from '../edge/signals.ts';

export interface CarryOut {
  readonly concurrency: number;
  readonly failFast: boolean;
  /** What the run is called in the history, if not by its plan. */
  readonly mode?: RunMode;
  readonly lockTimeoutSeconds: number;
  /** What the stores said of the connections that were verified before. */
  readonly verified: readonly VerifyResult[];
  readonly report: (progress: ApplyProgress) => void;
  /** Called when Ctrl-C or SIGTERM asks to stop, and again when it asks to stop at once. */
  readonly onStop: (atOnce: boolean) => void;
}

export async function carryOut(
  ports: Ports,
  planned: Planned,
  { onStop, ...request }: CarryOut,
): Promise<RunOutcome> {
  const { stop, abandon, dispose } = stopOnSignals((number) => onStop(number === 2), 2);
  const commit = processCommit();
  try {
    return await apply(ports, planned, {
      holder: processHolder(),
      ...(commit === undefined ? {} : { commit }),
      ...request,
      stop,
      abandon,
    });
  } finally {
    dispose();
  }
}

/** @returns the exit code */
export function exitCodeOf(outcome: RunOutcome): number {
  return outcome === 'succeeded' || outcome === 'nothing_to_do' ? 0 : 1;
}
