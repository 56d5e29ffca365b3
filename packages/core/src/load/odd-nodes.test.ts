// What no configuration can mean is refused at its place, and a secret within it is not repeated.
import { expect, test } from 'vitest';
import { parseYaml } from './yaml-file.ts';

const SECRET = 'canary0secret0value0000000000000';

test.each<[string, string, number]>([
  ['an alias without an anchor', 'a: *b\n', 3],
  ['an alias before its anchor', 'a: *b\nc: &b 1\n', 3],
  ['a map as a key', `x:\n  ? access_token: ${SECRET}\n  : 1\n`, 19],
  ['an alias within what it stands for', 'a: &b [*b]\n', 7],
  ['a list as a key', `? [${SECRET}]\n: 1\n`, 2],
  ['an alias of a map as a key', 'a: &b {}\n*b : 1\n', 9],
])('%s', (_, text, at) => {
  const { diagnostics } = parseYaml('flowlink.yaml', text);
  expect(diagnostics).toMatchObject([{ code: 'yaml-syntax', range: { start: at, end: at + 1 } }]);
  expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
});

test('many anchors and aliases', () => {
  const numbers = Array.from({ length: 5000 }, (_, index) => index);
  const text = `x:\n${numbers.map((n) => `  - &a${n} 1\n`).join('')}y:\n${numbers.map((n) => `  - *a${n}\n`).join('')}`;
  expect(parseYaml('flowlink.yaml', text).diagnostics).toMatchObject([{ code: 'yaml-limit' }]);
});
