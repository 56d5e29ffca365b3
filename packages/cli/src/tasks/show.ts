// Shows a saved plan, without configuration or backend, or where the values of connections come from.
import { diagnostic } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { cleanProse } from '../render/clean.ts';
import { renderPlan } from '../render/plan.ts';
import { noticed, printDocument, printFailure } from '../report.ts';
import { readPlanFile } from './plan-file.ts';
import { showResolved } from './show-resolved.ts';

export interface ShowOptions {
  readonly directory: string;
  readonly planFile: string | undefined;
  /** The connections to explain. */
  readonly resolved: readonly string[] | undefined;
}

/** @returns the exit code */
export async function show(
  console: Console,
  { directory, planFile, resolved }: ShowOptions,
): Promise<number> {
  if (planFile !== undefined && resolved !== undefined) {
    const detail = 'A saved plan and --resolved are shown one at a time.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Leave out one of the two.' })));
  }
  if (planFile !== undefined) return showPlan(console, planFile);
  if (resolved !== undefined) return showResolved(console, directory, resolved);
  const detail = 'PLANFILE is missing, or --resolved with the names of connections.';
  const fix = 'For example `flowlink show plan.json` or `flowlink show --resolved acme-us`.';
  return printFailure(console, noticed(diagnostic('usage', { detail, fix })));
}

async function showPlan(console: Console, path: string): Promise<number> {
  const read = await readPlanFile(path);
  if ('failure' in read) return printFailure(console, read.failure);
  const { plan } = read;
  if (console.json) {
    printDocument(console, noticed(), { plan });
  } else {
    const made = `Saved plan of ${plan.created_at}, made by flowlink ${plan.tool_version}.`;
    console.print(`${console.style.paint.quiet(cleanProse(made, console.style))}\n\n`);
    console.print(renderPlan(plan, console.style));
  }
  return 0;
}
