// Keys that the data would take for one are found, and large maps take no longer than many small ones.
import { expect, test } from 'vitest';
import { parseYaml } from './yaml-file.ts';

const problemsOf = (text: string) =>
  parseYaml('flowlink.yaml', text).diagnostics.map(({ code, range }) => [
    code,
    text.slice(range?.start, range?.end),
  ]);

test.each<[string, string, string[]]>([
  ['the same text', 'a: 1\nb: 2\na: 3\n', ['a']],
  ['in other quotation marks', 'a: 1\n"a": 2\n', ['"a"']],
  ['a number and its text', '1: a\n"1": b\n', ['"1"']],
  ['in braces', 'x: { a: 1, a: 2 }\n', ['a']],
  ['an alias of a key', 'x:\n  &k a: 1\n  *k : 2\n', ['*k']],
  ['three times', 'a: 1\na: 2\na: 3\n', ['a', 'a']],
  ['no key at all', '? \n: 1\n? \n: 2\n', ['']],
])('%s', (_, text, second) => {
  expect(problemsOf(text)).toEqual(second.map((key) => ['duplicate-key', key]));
});

test.each(['a: { k: 1 }\nb: { k: 1 }\n', 'a: 1\nA: 2\n', 'true: 1\n"True": 2\n'])('%j has none', (text) => {
  expect(problemsOf(text)).toEqual([]);
});

test('twenty thousand keys', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('');
  expect(problemsOf(`${text}k19999: 2\n`)).toEqual([['duplicate-key', 'k19999']]);
});

test('nothing but duplicates', () => {
  expect(problemsOf('?\n'.repeat(20_000)).at(-1)).toEqual(['more-errors', '']);
});
