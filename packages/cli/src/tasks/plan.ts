// Computes a plan, shows it and saves it if asked to.
import { diagnostic, type Planned, type PlanRequest, plan, printPlan, type Report } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { PRIVATE_FILE_MODE, writeWhole } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { cleanProse } from '../render/clean.ts';
import { renderPlan } from '../render/plan.ts';
import { shellWord } from '../render/shell-word.ts';
import { verificationJson } from '../render/verification-json.ts';
import { printDiagnostics, printDocument } from '../report.ts';
import { showPlanVerification, verifyPlanned } from './verify-plan.ts';

export interface PlanOptions extends PlanRequest {
  readonly directory: string;
  /** Where to save the plan. */
  readonly out: string | undefined;
  readonly detailedExitCode: boolean;
  /** Whether to ask the stores what apply would ask them. */
  readonly verify: boolean;
}

/** @returns the exit code: 2 for differences if detailed exit codes are wanted */
export async function planChanges(console: Console, options: PlanOptions): Promise<number> {
  const { computed, verification } = await withPorts(options.directory, async (ports) => {
    const computed = await plan(ports, options);
    const { value } = computed;
    if (!value || !options.verify) return { computed };
    return { computed, verification: await verifyPlanned(console, ports, value, computed) };
  });
  console.problems.check(computed.value?.workspace.configuration.connections ?? []);
  const passed = verification?.passed ?? true;
  // A plan that the stores contradict is shown, but not kept for somebody to apply it.
  const report = passed ? await savePlan(computed, options.out) : computed;
  const shown = report.value?.plan;
  if (console.json) {
    const diagnostics = [...report.diagnostics, ...(verification?.diagnostics ?? [])];
    const results = verification?.results.map(verificationJson);
    const content = { ...(shown ? { plan: shown } : {}), ...(results ? { verification: results } : {}) };
    printDocument(console, { ...report, diagnostics }, content);
  } else {
    printDiagnostics(console, report);
    if (shown) console.print(renderPlan(shown, console.style));
    if (verification) showPlanVerification(console, verification);
    if (shown && passed && options.out !== undefined)
      console.print(cleanProse(savedNote(options.out), console.style));
  }
  if (!shown || !passed) return 1;
  return options.detailedExitCode && shown.changes.length > 0 ? 2 : 0;
}

/** The report without its value if the plan could not be saved. */
async function savePlan(report: Report<Planned>, out: string | undefined): Promise<Report<Planned>> {
  const { value, diagnostics, sources } = report;
  if (!value || out === undefined) return report;
  const failure = await writeWhole(out, printPlan(value.plan), PRIVATE_FILE_MODE);
  if (failure === undefined) return report;
  const detail = `The plan cannot be saved to ${out}: ${failure}.`;
  return {
    diagnostics: [...diagnostics, diagnostic('unwritable-file', { detail, fix: 'Give --out another path.' })],
    sources,
  };
}

function savedNote(out: string): string {
  return `\nSaved to ${out}. To apply exactly this plan:\n  flowlink apply ${shellWord(out)}\n`;
}
