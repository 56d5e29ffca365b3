// Computes a plan, shows it, and saves and reports it if asked to.
import {
  type Diagnostic,
  diagnostic,
  hasErrors,
  type Planned,
  type PlanRequest,
  type Ports,
  plan,
  printPlan,
  type Report,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { PRIVATE_FILE_MODE, writeWhole } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { stepFiles } from '../edge/step-files.ts';
import { cleanProse } from '../render/clean.ts';
import type { Limit } from '../render/markdown/fit.ts';
import { renderPlan } from '../render/plan.ts';
import { shellWord } from '../render/shell-word.ts';
import { planOutputs } from '../render/step-outputs.ts';
import { verificationJson } from '../render/verification-json.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';
import { outcomeOf } from './plan-outcome.ts';
import { clashingFiles, type WantedReports, wantsReports, writeReports } from './plan-reports.ts';
import { tellStep } from './step.ts';
import { type PlanVerification, showPlanVerification, verifyPlanned } from './verify-plan.ts';

export interface PlanOptions extends PlanRequest {
  readonly directory: string;
  /** Where to save the plan. */
  readonly out: string | undefined;
  readonly detailedExitCode: boolean;
  /** Whether to ask the stores what apply would ask them. */
  readonly verify: boolean;
  /** Whether to show everything, however long it is. */
  readonly full: boolean;
  readonly reports: WantedReports;
}

/** @returns the exit code: 2 for differences if detailed exit codes are wanted */
export async function planChanges(console: Console, options: PlanOptions): Promise<number> {
  const clash = clashingFiles(options.reports, { '--out': options.out });
  if (clash) return printFailure(console, noticed(clash));
  const { report, verification } = await withPorts(options.directory, (ports) =>
    makePlan(console, ports, options),
  );
  console.problems.check(report.value?.workspace.configuration.connections ?? []);
  const passed = verification?.passed ?? true;
  const shown = report.value?.plan;
  if (console.json) {
    const diagnostics = [...report.diagnostics, ...(verification?.diagnostics ?? [])];
    const results = verification?.results.map(verificationJson);
    const content = { ...(shown ? { plan: shown } : {}), ...(results ? { verification: results } : {}) };
    printDocument(console, { ...report, diagnostics }, content);
  } else {
    printDiagnostics(console, report);
    if (shown) console.print(renderPlan(shown, console.style, { full: options.full }));
    if (verification) showPlanVerification(console, verification);
    if (shown && passed && options.out !== undefined)
      console.print(cleanProse(savedNote(options.out), console.style));
  }
  if (!shown || !passed || hasErrors(report.diagnostics)) return 1;
  return options.detailedExitCode && shown.changes.length > 0 ? 2 : 0;
}

/** Computes the plan, asks the stores, saves and reports it, as far as that is wanted. */
async function makePlan(
  console: Console,
  ports: Ports,
  options: PlanOptions,
): Promise<{ report: Report<Planned>; verification?: PlanVerification }> {
  const computed = await plan(ports, options);
  const verification =
    computed.value && options.verify
      ? await verifyPlanned(console, ports, computed.value, computed)
      : undefined;
  // A plan that the stores contradict is shown, but not kept for somebody to apply it.
  const saved = verification?.passed === false ? computed : await savePlan(computed, options.out);
  const told = await tell(ports, saved, verification, options.reports);
  const report = { ...saved, diagnostics: [...saved.diagnostics, ...told] };
  return verification ? { report, verification } : { report };
}

/** Writes the reports, and tells the step of a workflow. @returns what could not be written */
async function tell(
  ports: Ports,
  report: Report<Planned>,
  verification: PlanVerification | undefined,
  reports: WantedReports,
): Promise<Diagnostic[]> {
  const step = stepFiles();
  if (!wantsReports(reports) && !step.summary && !step.outputs) return [];
  const outcome = await outcomeOf(ports, report, verification);
  const unwritten = await writeReports(outcome, reports);
  const { renderMarkdown } = await import('../render/markdown/plan.ts');
  const tidings = {
    summary: (limit: Limit) => renderMarkdown(outcome, limit),
    outputs: planOutputs(outcome),
  };
  return [...unwritten, ...(await tellStep(step, tidings, ports.randomHex(16)))];
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
