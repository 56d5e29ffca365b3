// A file that somebody writes to while it is being read: half of it must not pass for all of it.
import { appendFileSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readTextFile } from '../src/edge/text-file.ts';

/** Happens between opening the file and reading it. */
let meanwhile = () => {};

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const readFileSync = (file: number) => {
    meanwhile();
    return fs.readFileSync(file);
  };
  return { ...fs, readFileSync };
});

const folder = mkdtempSync(join(tmpdir(), 'flowlink-text-'));
const path = join(folder, 'a.yaml');
beforeEach(() => {
  writeFileSync(path, 'connections: {}\n');
  // Long enough ago that writing to it shows in its time.
  utimesSync(path, 1_700_000_000, 1_700_000_000);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, () => void]>([
  ['grows', () => appendFileSync(path, 'x: 1\n')],
  ['is cut off', () => truncateSync(path, 5)],
  ['is written anew in the same length', () => writeFileSync(path, 'connections: []\n')],
])('a file that %s meanwhile is refused', (_, change) => {
  meanwhile = change;
  expect(readTextFile(path, 1)).toEqual({ failure: 'unreadable', reason: 'it is being written to' });
});

test('a file that is deleted or replaced meanwhile is read as it was', () => {
  meanwhile = () => rmSync(path);
  expect(readTextFile(path, 1)).toEqual({ text: 'connections: {}\n' });
});
