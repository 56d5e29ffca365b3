// Patterns match nothing but what they say, whatever a token claims.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globProblem, matchesPattern } from './claim-pattern.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '.', '+', '\n', ' '), maxLength: 12 });

test('a pattern without a * at its end is the value itself', () => {
  fc.assert(
    fc.property(text, text, (pattern, value) => {
      fc.pre(!pattern.endsWith('/*'));
      expect(matchesPattern(pattern, value)).toBe(pattern === value);
    }),
  );
});

test('a * stands for one part that is not empty', () => {
  fc.assert(
    fc.property(text, text, (start, rest) => {
      expect(matchesPattern(`${start}/*`, `${start}/${rest}`)).toBe(rest !== '' && !rest.includes('/'));
    }),
  );
});

test('what matches a pattern with a * begins as the pattern does', () => {
  fc.assert(
    fc.property(text, text, (start, value) => {
      if (matchesPattern(`${start}/*`, value)) expect(value.startsWith(`${start}/`)).toBe(true);
    }),
  );
});

test.for(['*', '**', 'a*', '*/a', 'a/*/b', 'a/*b', 'refs/*', 'refs/pull/*', 'refs/pull/7/*', '/*'])(
  'the ref %s is refused',
  (pattern) => expect(globProblem('ref', pattern)).toBeDefined(),
);

test.for(['release/*', 'refs/heads/*', 'refs/heads/release/*', 'refs/tags/*', 'main'])(
  'the ref %s is not',
  (pattern) => expect(globProblem('ref', pattern)).toBeUndefined(),
);

test.for([
  'sub',
  'repository',
  'repository_owner',
  'project_path',
  'namespace_path',
  'workflow_ref',
  'actor',
])('the claim %s is compared as it stands', (claim) => {
  expect(globProblem(claim, 'acme/*')).toBeDefined();
  expect(globProblem(claim, 'acme/stores')).toBeUndefined();
});
