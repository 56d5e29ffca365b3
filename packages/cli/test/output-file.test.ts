// Writing a file as a whole or not at all.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeProjectFile, writeProjectFiles, writeWhole } from '../src/edge/output-file.ts';

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

describe('a file of the project', () => {
  it.each([0o600, 0o640, 0o755])('stays as private as it was: %i', async (mode) => {
    const path = join(folder, 'flowlink.yaml');
    writeFileSync(path, 'old', { mode });
    expect(await writeProjectFile(path, 'new')).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(mode);
    expect(readdirSync(folder)).toEqual(['flowlink.yaml']);
  });

  it('is readable for all if it is new, and its folders are made', async () => {
    const path = join(folder, 'connections/us/acme.yaml');
    expect(await writeProjectFile(path, 'new')).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(folder, 'connections/us'))).toEqual(['acme.yaml']);
  });

  it('is not written where a link points to', async () => {
    const path = join(folder, 'flowlink.yaml');
    writeFileSync(join(folder, 'elsewhere'), 'old');
    symlinkSync('elsewhere', path);
    symlinkSync('nowhere', join(folder, 'dangling'));
    expect(await writeProjectFile(path, 'new')).toBe('it exists and is not a regular file');
    expect(await writeProjectFile(join(folder, 'dangling'), 'new')).toBe(
      'it exists and is not a regular file',
    );
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'elsewhere', 'flowlink.yaml']);
  });

  it('has no folder where a file is', async () => {
    writeFileSync(join(folder, 'connections'), 'a file');
    expect(await writeProjectFile(join(folder, 'connections/acme.yaml'), 'x')).toBeTypeOf('string');
    expect(readFileSync(join(folder, 'connections'), 'utf8')).toBe('a file');
  });
});

describe('several files of the project', () => {
  const wanted = [
    { file: 'connections/acme.yaml', text: 'connection' },
    { file: 'flowlink.yaml', text: 'root' },
  ];

  it('are all written, and nothing is left beside them', async () => {
    writeFileSync(join(folder, 'flowlink.yaml'), 'old', { mode: 0o640 });
    expect(await writeProjectFiles(folder, wanted)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['connections', 'flowlink.yaml']);
    expect(readdirSync(join(folder, 'connections'))).toEqual(['acme.yaml']);
    expect(readFileSync(join(folder, 'flowlink.yaml'), 'utf8')).toBe('root');
    expect(statSync(join(folder, 'flowlink.yaml')).mode & 0o777).toBe(0o640);
  });

  it('are written into a folder that has to be made', async () => {
    expect(await writeProjectFiles(join(folder, 'a/b'), wanted)).toBeUndefined();
    expect(readFileSync(join(folder, 'a/b/connections/acme.yaml'), 'utf8')).toBe('connection');
  });

  it.each([
    ['the last', 'flowlink.yaml', 'connections/acme.yaml'],
    ['the first', 'connections/acme.yaml', 'flowlink.yaml'],
  ])('are none of them written if %s cannot be', async (_, occupied, other) => {
    mkdirSync(join(folder, occupied), { recursive: true });
    expect(await writeProjectFiles(folder, wanted)).toEqual({
      file: occupied,
      reason: 'it exists and is not a regular file',
    });
    expect(existsSync(join(folder, other))).toBe(false);
    const left = readdirSync(folder, { recursive: true }) as string[];
    expect(left.filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it('have no folder where a file is', async () => {
    writeFileSync(join(folder, 'connections'), 'a file');
    expect(await writeProjectFiles(folder, wanted)).toMatchObject({ file: 'connections/acme.yaml' });
    expect(readdirSync(folder)).toEqual(['connections']);
  });
});
