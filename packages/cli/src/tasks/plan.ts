// Computes a plan, shows it and saves it if asked to.
import { diagnostic, type Planned, type PlanRequest, plan, printPlan, type Report } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { writeWhole } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { cleanProse } from '../render/clean.ts';
import { renderPlan } from '../render/plan.ts';
import { shellWord } from '../render/shell-word.ts';
import { printDiagnostics, printDocument } from '../report.ts';

export interface PlanOptions extends PlanRequest {
  readonly directory: string;
  /** Where to save the plan. */
  readonly out: string | undefined;
  readonly detailedExitCode: boolean;
}

/** @returns the exit code: 2 for differences if detailed exit codes are wanted */
export async function planChanges(console: Console, options: PlanOptions): Promise<number> {
  const report = await savePlan(
    await withPorts(options.directory, (ports) => plan(ports, options)),
    options.out,
  );
  const computed = report.value?.plan;
  if (console.json) {
    printDocument(console, report, computed ? { plan: computed } : {});
  } else {
    printDiagnostics(console, report);
    if (computed) {
      console.print(renderPlan(computed, console.style));
      if (options.out !== undefined) console.print(cleanProse(savedNote(options.out), console.style));
    }
  }
  if (!computed) return 1;
  return options.detailedExitCode && computed.changes.length > 0 ? 2 : 0;
}

/** Readable for its owner only: names and addresses of shops are nobody else's business. */
const PLAN_FILE_MODE = 0o600;

/** The report without its value if the plan could not be saved. */
async function savePlan(report: Report<Planned>, out: string | undefined): Promise<Report<Planned>> {
  const { value, diagnostics, sources } = report;
  if (!value || out === undefined) return report;
  const failure = await writeWhole(out, printPlan(value.plan), PLAN_FILE_MODE);
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
