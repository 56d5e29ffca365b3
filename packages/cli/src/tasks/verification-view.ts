// Shows how far a verification has come, and stops it politely when asked to.
import { type Clock, hasErrors, type VerifyRequest, type VerifyResult } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { stopOnSignals } from '../edge/signals.ts';
import { LiveRegion } from '../live-region.ts';
import { renderLiveVerification } from '../render/live.ts';
import { renderVerification, renderVerifyProgress, renderVerifySummary } from '../render/verification.ts';
import { type Noticed, printDiagnostics } from '../report.ts';

const HEARTBEAT_SECONDS = 10;

/** Runs `work` with what it reports to. Progress goes to standard error: live on a terminal, now and then a line in a log. */
export async function watchVerification<T>(
  console: Console,
  clock: Clock,
  work: (watch: VerifyRequest) => Promise<T>,
): Promise<T> {
  const results: VerifyResult[] = [];
  let total = 0;
  const { stop, dispose } = stopOnSignals(() => {
    if (!console.json && !region) console.printError('\nStopping: no further request is sent.\n');
  }, 1);
  const region =
    console.errorLive &&
    new LiveRegion(console.errorLive, clock, (columns) => {
      const style = { ...console.errorStyle, width: columns };
      return total === 0 ? [] : renderLiveVerification(results, total, stop.aborted, style);
    });
  const stopHeartbeat =
    console.json || region
      ? () => {}
      : clock.every(HEARTBEAT_SECONDS * 1000, () => {
          if (total > 0) console.printError(`${renderVerifyProgress(results, total, console.errorStyle)}\n`);
        });
  try {
    return await work({
      stop,
      begin: (connections) => {
        total = connections;
      },
      report: (result) => results.push(result),
    });
  } finally {
    dispose();
    stopHeartbeat();
    region?.close();
  }
}

/** For people: some of the results, what was noticed, and the summary of all, with a blank line between each. */
export function showResults(
  console: Console,
  shown: readonly VerifyResult[],
  all: readonly VerifyResult[],
  noticedThings: Noticed,
): void {
  if (shown.length > 0) console.print(`${renderVerification(shown, console.style)}\n`);
  printDiagnostics(console, noticedThings);
  if (hasErrors(noticedThings.diagnostics)) console.printError('\n');
  console.print(`${renderVerifySummary(all, console.style)}\n`);
}
