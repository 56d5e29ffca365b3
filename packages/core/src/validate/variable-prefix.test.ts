// Every name of a connection gives the name of a variable.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { variablePrefix } from './variable-prefix.ts';

test.each([
  ['acme-us', 'ACME_US'],
  ['acme_us', 'ACME_US'],
  ['acme', 'ACME'],
  ['7-hills', 'STORE_7_HILLS'],
  ['42', 'STORE_42'],
  ['store 1.x', 'STORE_1_X'],
])('%s gives %s', (name, prefix) => {
  expect(variablePrefix(name)).toBe(prefix);
});

test('what any name gives may stand in a reference', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(variablePrefix(name)).toMatch(/^[A-Z_][A-Z0-9_]*$/);
    }),
  );
});
