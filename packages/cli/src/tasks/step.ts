// Tells a step of a GitHub workflow what came of it. What cannot be told is a warning: the work itself is done.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import { append, type StepFiles } from '../edge/step-files.ts';
import { type Limit, MIN_LIMIT } from '../render/markdown/fit.ts';
import type { PlanFailure, PlanReport } from '../render/plan-report.ts';
import { renderOutputs } from '../render/step-outputs.ts';

/** How many bytes GitHub shows of the summary of one step. */
const SUMMARY_LIMIT = 1_048_576;

/** @param random in hexadecimal @returns what could not be told */
export async function tellPlan(
  outcome: PlanReport | PlanFailure,
  files: StepFiles,
  random: string,
): Promise<Diagnostic[]> {
  const { renderMarkdown } = await import('../render/markdown/plan.ts');
  return [
    ...(await tellSummary(files, (limit) => renderMarkdown(outcome, limit))),
    ...(await tell('GITHUB_OUTPUT', files.outputs, () => renderOutputs(outcome, random))),
  ];
}

/** Appends Markdown to the step's summary, in the room that is left. @returns what could not be told */
export function tellSummary(files: StepFiles, render: (limit: Limit) => string): Promise<Diagnostic[]> {
  return tell('GITHUB_STEP_SUMMARY', files.summary, (bytes) => {
    // Whatever stands there already may end within a paragraph.
    const start = bytes > 0 ? '\n' : '';
    const size = SUMMARY_LIMIT - bytes - start.length;
    return size < MIN_LIMIT ? undefined : start + render({ size, unit: 'bytes' });
  });
}

async function tell(
  variable: string,
  path: string | undefined,
  textFor: (bytes: number) => string | undefined,
): Promise<Diagnostic[]> {
  if (path === undefined) return [];
  const failure = await append(path, textFor);
  if (failure === undefined) return [];
  const detail = `${path}, which ${variable} names, cannot be written: ${failure}.`;
  return [diagnostic('unwritable-step-file', { detail })];
}
