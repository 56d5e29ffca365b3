// Verifies the connections that a plan changes, before anything is written.
import { type Planned, type Ports, type VerifyResult, verifyPlan } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { count } from '../render/count.ts';
import { type Noticed, printDiagnostics } from '../report.ts';
import { showResults, watchVerification } from './verification-view.ts';

/** What the stores said about a plan. */
export interface PlanVerification extends Noticed {
  readonly results: readonly VerifyResult[];
  /** Whether nothing speaks against the plan. */
  readonly passed: boolean;
}

export async function verifyPlanned(
  console: Console,
  ports: Ports,
  planned: Planned,
  { sources }: Pick<Noticed, 'sources'>,
): Promise<PlanVerification> {
  const report = await watchVerification(console, ports.clock, (watch) =>
    verifyPlan(ports, planned, sources, watch),
  );
  const results = report.value ?? [];
  const passed = report.value !== undefined && results.every(({ status }) => status === 'verified');
  return { ...report, results, passed };
}

/** For people: what is wrong in full, what is fine as a number. */
export function showPlanVerification(console: Console, verification: PlanVerification): void {
  const { results, passed } = verification;
  if (results.length === 0 && verification.diagnostics.length === 0) return;
  const { style } = console;
  console.print('\n');
  if (results.length === 0) {
    printDiagnostics(console, verification);
  } else if (passed) {
    printDiagnostics(console, verification);
    const text = `${count(results.length, 'connection')} verified against ${results.length === 1 ? 'its store' : 'their stores'}.`;
    console.print(`${style.paint.add(`${style.signs.done} ${text}`)}\n`);
  } else {
    const wrong = results.filter(({ status }) => status !== 'verified');
    showResults(console, wrong, results, verification);
  }
}
