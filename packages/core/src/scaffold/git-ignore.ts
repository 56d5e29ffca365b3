// Adds to a .gitignore what must not be committed; what it says already stays as it is.
import { endOfLineIn } from '../edit/lines.ts';
import { DRIFT_FILE, JUNIT_REPORTS, PLAN_FILES } from './project-draft.ts';

const IGNORED = [
  '.env',
  '.env.local',
  ...Object.values(PLAN_FILES),
  DRIFT_FILE,
  ...Object.values(JUNIT_REPORTS),
];
const REASON = '# Secrets, and saved plans.';

/** @param text of the file; undefined if there is none @returns the new text; undefined if nothing is missing */
export function extendGitIgnore(text: string | undefined): string | undefined {
  const present = (text ?? '').split('\n').map((line) => line.trim());
  const missing = IGNORED.filter((path) => !isIgnored(path, present));
  if (missing.length === 0) return undefined;
  const before = text ?? '';
  const endOfLine = endOfLineIn(before);
  const gap = before === '' || before.endsWith('\n') ? '' : endOfLine;
  const space = before.trim() === '' ? '' : endOfLine;
  return `${before}${gap}${space}${[REASON, ...missing].join(endOfLine)}${endOfLine}`;
}

/** The last line about a path is the one that counts; only plain lines are understood, so a pattern gets company. */
function isIgnored(path: string, lines: readonly string[]): boolean {
  const last = lines.findLast((line) => line.replace(/^!?\/?/, '') === path);
  return last !== undefined && !last.startsWith('!');
}
