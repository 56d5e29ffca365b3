// Where each kind of problem is explained.
import type { Code } from './codes.ts';

/** The published docs/errors.md, which has one heading for each code. */
const ERRORS_PAGE = 'https://github.com/flowlink/flowlink-as-code/blob/main/docs/errors.md';

/** The address of the explanation of a code. */
export function documentationOf(code: Code): string {
  return `${ERRORS_PAGE}#${code}`;
}
