// Shows how far a verification has come, and stops it politely when asked to.
import { type Clock, hasErrors, type VerifyRequest, type VerifyResult } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { stopOnSignals } from '../edge/signals.ts';
import { renderVerification, renderVerifyProgress, renderVerifySummary } from '../render/verification.ts';
import { type Noticed, printDiagnostics } from '../report.ts';

const HEARTBEAT_SECONDS = 10;
const REFRESH_MS = 100;

/** Runs `work` with what it reports to. Progress goes to standard error: one line that is rewritten, or now and then one in a log. */
export async function watchVerification<T>(
  console: Console,
  clock: Clock,
  work: (watch: VerifyRequest) => Promise<T>,
): Promise<T> {
  const results: VerifyResult[] = [];
  let total = 0;
  const live = console.isErrorTerminal && !console.json;
  const show = () => {
    if (total === 0) return;
    const line = renderVerifyProgress(results, total, console.errorStyle);
    console.printError(live ? `\r\u001B[K${line}` : `${line}\n`);
  };
  const stopShowing = console.json
    ? () => {}
    : clock.every(live ? REFRESH_MS : HEARTBEAT_SECONDS * 1000, show);
  const { stop, dispose } = stopOnSignals(() => {
    if (!console.json) console.printError('\nStopping: no further request is sent.\n');
  }, 1);
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
    stopShowing();
    if (live && total > 0) console.printError('\r\u001B[K');
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
