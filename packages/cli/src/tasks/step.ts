// Tells a step of a GitHub workflow what came of it. What cannot be told is a warning: the work itself is done.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import { append, type StepFiles } from '../edge/step-files.ts';
import { type Limit, MIN_LIMIT } from '../render/markdown/fit.ts';
import { type Outputs, renderOutputs } from '../render/step-outputs.ts';

/** How many bytes GitHub shows of the summary of one step. */
const SUMMARY_LIMIT = 1_048_576;

/** What there is to tell. */
export interface Tidings {
  /** Markdown for the step's summary, in the room that is left there. */
  readonly summary: (limit: Limit) => string;
  readonly outputs: Outputs;
}

/** @param random in hexadecimal @returns what could not be told */
export async function tellStep(
  files: StepFiles,
  { summary, outputs }: Tidings,
  random: string,
): Promise<Diagnostic[]> {
  const inRoom = (bytes: number) => {
    // Whatever stands there already may end within a paragraph.
    const start = bytes > 0 ? '\n\n' : '';
    const size = SUMMARY_LIMIT - bytes - start.length;
    return size < MIN_LIMIT ? undefined : start + summary({ size, unit: 'bytes' });
  };
  return [
    ...(await tell('GITHUB_STEP_SUMMARY', files.summary, inRoom)),
    ...(await tell('GITHUB_OUTPUT', files.outputs, () => renderOutputs(outputs, random))),
  ];
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
