// Keeps a file that is wrong from top to bottom from drowning whoever reads what is wrong with it.
import { type Diagnostic, diagnostic } from './diagnostic.ts';

const MAX_ERRORS = 1000;

/** All warnings and the first thousand errors, and one more that counts the others. @param more errors that nobody explained */
export function firstErrors(problems: readonly Diagnostic[], more = 0): readonly Diagnostic[] {
  let errors = 0;
  const shown = problems.filter(({ severity }) => severity !== 'error' || ++errors <= MAX_ERRORS);
  const left = Math.max(errors - MAX_ERRORS, 0) + more;
  const file = problems[0]?.file;
  if (left === 0 || file === undefined) return shown;
  const detail = `${file} has ${left} more errors of this kind, or near it, which are not shown.`;
  const fix = 'Mend the first ones and run the command again; mostly they have one cause.';
  return [...shown, diagnostic('more-errors', { file, range: { start: 0, end: 0 }, detail, fix })];
}

/** Whether further errors need not be explained, for nobody will see them. */
export const isEnough = (errors: number): boolean => errors >= MAX_ERRORS;
