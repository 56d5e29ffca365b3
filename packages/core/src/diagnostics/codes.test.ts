// docs/errors.md explains every code, in the order of the table.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codes } from './codes.ts';
import { documentationOf } from './documentation.ts';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

test('the page and the table name the same codes with the same summaries', () => {
  const documented = [...page.matchAll(/^### ([\w-]+)\n\n\*\*(.+)\.\*\*/gm)].map(([, code, summary]) => [
    code,
    summary,
  ]);
  expect(documented).toEqual(Object.entries(codes).map(([code, { summary }]) => [code, summary]));
  expect(page.match(/^### /gm)).toHaveLength(Object.keys(codes).length);
});

test('summaries are one line without a full stop', () => {
  for (const { summary } of Object.values(codes)) expect(summary).toMatch(/^[^\n]+[^.\n]$/);
});

test('every code has an address, the page with its heading', () => {
  expect(documentationOf('unknown-key')).toMatch(/^https:\/\/.*\/docs\/errors\.md#unknown-key$/);
});
