// Rows in columns.
import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns stand below each other, and nothing in a cell is obeyed by a terminal', () => {
  const rows = [
    ['a', 'Jürgen 🦊', 'x'],
    ['longer', '\u001b[31mred\n', ''],
  ];
  expect(table(['ID', 'NAME', 'STATE'], rows)).toBe(
    ['ID      NAME       STATE', 'a       Jürgen 🦊   x', 'longer  \u{fffd}[31mred\u{fffd}', ''].join('\n'),
  );
});
