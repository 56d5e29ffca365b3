// Shows a saved plan, without configuration or backend, or where the values of connections come from.
import { diagnostic } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { cleanProse } from '../render/clean.ts';
import { renderPlan } from '../render/plan.ts';
import { noticed, printDiagnostics, printDocument, printFailure } from '../report.ts';
import { readPlanFile } from './plan-file.ts';
import { outcomeOfSaved } from './plan-outcome.ts';
import { clashingFiles, type WantedReports, wantsReports, writeReports } from './plan-reports.ts';
import { showResolved } from './show-resolved.ts';

export interface ShowOptions {
  readonly directory: string;
  readonly planFile: string | undefined;
  /** The connections to explain. */
  readonly resolved: readonly string[] | undefined;
  /** Whether to show the whole plan, however long it is. */
  readonly full: boolean;
  /** The reports of the plan to write. */
  readonly reports: WantedReports;
}

/** @returns the exit code */
export async function show(
  console: Console,
  { directory, planFile, resolved, full, reports }: ShowOptions,
): Promise<number> {
  if (planFile !== undefined && resolved !== undefined) {
    const detail = 'A saved plan and --resolved are shown one at a time.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Leave out one of the two.' })));
  }
  if (planFile !== undefined) return showPlan(console, planFile, full, reports);
  if (wantsReports(reports)) {
    const detail = 'Reports are written of saved plans, and PLANFILE is missing.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Name the plan.' })));
  }
  if (resolved !== undefined) return showResolved(console, directory, resolved);
  const detail = 'PLANFILE is missing, or --resolved with the names of connections.';
  const fix = 'For example `flowlink show plan.json` or `flowlink show --resolved acme-us`.';
  return printFailure(console, noticed(diagnostic('usage', { detail, fix })));
}

async function showPlan(
  console: Console,
  path: string,
  full: boolean,
  reports: WantedReports,
): Promise<number> {
  const clash = clashingFiles(reports, { PLANFILE: path });
  if (clash) return printFailure(console, noticed(clash));
  const read = await readPlanFile(
    path,
    (name) => `Of a connection, \`flowlink show --resolved ${name}\` shows the values.`,
  );
  const unwritten = wantsReports(reports) ? await writeReports(outcomeOfSaved(read), reports) : [];
  if ('failure' in read) {
    const { diagnostics, sources } = read.failure;
    return printFailure(console, { diagnostics: [...diagnostics, ...unwritten], sources });
  }
  const { plan } = read;
  const things = noticed(...unwritten);
  if (console.json) {
    printDocument(console, things, { plan });
  } else {
    printDiagnostics(console, things);
    const made = `Saved plan of ${plan.created_at}, made by flowlink ${plan.tool_version}.`;
    console.print(`${console.style.paint.quiet(cleanProse(made, console.style))}\n\n`);
    console.print(renderPlan(plan, console.style, { full }));
  }
  return unwritten.length > 0 ? 1 : 0;
}
