// Writing a file as a whole or not at all.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole } from '../src/edge/output-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowlink-out-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives the file its permissions, even where one was before', async () => {
  const path = join(folder, 'plan.json');
  writeFileSync(path, 'old', { mode: 0o644 });
  expect(await writeWhole(path, 'new', 0o600)).toBeUndefined();
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['plan.json']);
});

it('replaces nothing but files, and leaves nothing behind', async () => {
  mkdirSync(join(folder, 'sub'));
  expect(await writeWhole(join(folder, 'sub'), 'x', 0o600)).toBe('it exists and is not a regular file');
  expect(await writeWhole(join(folder, 'gone/plan.json'), 'x', 0o600)).toBe('its folder does not exist');
  expect(await writeWhole('/dev/null', 'x', 0o600)).toBe('it exists and is not a regular file');
  expect(readdirSync(folder)).toEqual(['sub']);
});
