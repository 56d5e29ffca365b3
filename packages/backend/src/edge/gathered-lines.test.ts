// The log of a turn goes out at once, in order, and nothing of it twice.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { GatheredLines } from './gathered-lines.ts';

let written: string[];
let lines: GatheredLines;
beforeEach(() => {
  written = [];
  lines = new GatheredLines({ write: (text) => written.push(text) });
});

test('lines of one turn are one write, those of the next another', async () => {
  lines.write('a\n');
  lines.write('b\n');
  expect(written).toEqual([]);
  await nextTurn();
  expect(written).toEqual(['a\nb\n']);
  lines.write('c\n');
  await nextTurn();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

test('at the end of the process nothing waits for a turn', async () => {
  lines.write('a\n');
  lines.flush();
  expect(written).toEqual(['a\n']);
  lines.flush();
  await nextTurn();
  expect(written).toEqual(['a\n']);
});
