// The files through which a step of a GitHub workflow tells more than its log: a summary, and outputs for later steps.
import { appendFile, stat } from 'node:fs/promises';
import { explainWriteError } from './output-file.ts';

/** Paths; undefined outside GitHub Actions. */
export interface StepFiles {
  readonly summary: string | undefined;
  readonly outputs: string | undefined;
}

/** The files of the step that this process runs in. */
export function stepFiles(): StepFiles {
  const { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT } = process.env;
  return { summary: GITHUB_STEP_SUMMARY || undefined, outputs: GITHUB_OUTPUT || undefined };
}

/**
 * @param textFor is told how many bytes the file has already; undefined if there is no room
 * @returns why nothing could be appended, or nothing
 */
export async function append(
  path: string,
  textFor: (bytes: number) => string | undefined,
): Promise<string | undefined> {
  try {
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    const text = textFor(size);
    if (text === undefined) return 'there is no room left in it';
    await appendFile(path, text);
    return undefined;
  } catch (error) {
    return explainWriteError(error);
  }
}
