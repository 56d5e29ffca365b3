// A flood of errors is cut and counted; warnings, and whether there is any error, are never lost.
import { expect, test } from 'vitest';
import { diagnostic, hasErrors } from './diagnostic.ts';
import { firstErrors } from './first-errors.ts';

const place = { file: 'flowlink.yaml', range: { start: 0, end: 0 }, detail: '' };
const error = diagnostic('unknown-key', place);
const warning = diagnostic('odd-client-id', place);

test('a thousand errors are shown as they are', () => {
  const problems = Array.from({ length: 1000 }, () => error);
  expect(firstErrors(problems)).toEqual(problems);
});

test('of more, the others are counted', () => {
  const problems = [...Array.from({ length: 1200 }, () => error), warning];
  const shown = firstErrors(problems, 5);
  expect(shown).toHaveLength(1002);
  expect(shown.at(-2)).toBe(warning);
  expect(shown.at(-1)).toMatchObject({ code: 'more-errors', detail: expect.stringContaining('205 more') });
});

test('warnings are all shown, and make no error', () => {
  const warnings = Array.from({ length: 3000 }, () => warning);
  expect(firstErrors(warnings)).toEqual(warnings);
  expect(hasErrors(firstErrors(warnings))).toBe(false);
});
