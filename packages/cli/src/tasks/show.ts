// Shows a saved plan, without configuration or backend.
import type { Console } from '../edge/console.ts';
import { cleanProse } from '../render/clean.ts';
import { renderPlan } from '../render/plan.ts';
import { noticed, printDocument, printFailure } from '../report.ts';
import { readPlanFile } from './plan-file.ts';

/** @returns the exit code */
export async function showPlan(console: Console, path: string): Promise<number> {
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
