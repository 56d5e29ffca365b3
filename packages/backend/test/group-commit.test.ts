// Writes that share a commit: each is on the disk before it is answered, and one that fails takes no other with it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GroupCommit } from '../src/store/sqlite/group-commit.ts';

let folder: string;
let writer: DatabaseSync;
let reader: DatabaseSync;
let commits: GroupCommit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowlink-'));
  const path = join(folder, 'one.db');
  writer = new DatabaseSync(path);
  writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE rows (name TEXT PRIMARY KEY)');
  reader = new DatabaseSync(path, { readOnly: true });
  commits = new GroupCommit(writer);
});
afterEach(() => {
  reader.close();
  writer.close();
  rmSync(folder, { recursive: true });
});

const names = () =>
  (reader.prepare('SELECT name FROM rows ORDER BY name').all() as { name: string }[]).map(({ name }) => name);
const add = (name: string) => async () => {
  writer.prepare('INSERT INTO rows VALUES (?)').run(name);
  return name;
};
/** How many commits another handle has seen. */
const version = () => Object.values(reader.prepare('PRAGMA data_version').get() ?? {})[0] as number;

test('what comes at once is one commit, and committed before anybody is told', async () => {
  const before = version();
  const told = await Promise.all(
    ['a', 'b', 'c'].map((name) => commits.transaction(add(name)).then((done) => [done, names()])),
  );
  expect(told).toEqual(['a', 'b', 'c'].map((name) => [name, ['a', 'b', 'c']]));
  expect(version()).toBe(before + 1);
});

test('one that throws leaves nothing behind and takes no other with it', async () => {
  const outcomes = await Promise.allSettled([
    commits.transaction(add('a')),
    commits.transaction(async () => {
      await add('b')();
      throw new Error('not this one');
    }),
    commits.transaction(add('a')),
    commits.transaction(add('c')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(names()).toEqual(['a', 'c']);
});

test('each sees what those before it did', async () => {
  const seen = await Promise.all(
    [0, 1, 2].map((index) =>
      commits.transaction(async () => {
        const { count } = writer.prepare('SELECT COUNT(*) AS count FROM rows').get() as { count: number };
        await add(`${index}`)();
        return count;
      }),
    ),
  );
  expect(seen).toEqual([0, 1, 2]);
});

test('if the whole is lost, all are told so, and the next goes on', async () => {
  const outcomes = await Promise.allSettled([
    commits.transaction(add('a')),
    // What SQLite does by itself when the disk is full.
    commits.transaction(async () => writer.exec('ROLLBACK')),
    commits.transaction(add('b')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(names()).toEqual([]);
  await commits.transaction(add('c'));
  expect(names()).toEqual(['c']);
});

test('if another process writes, all of them wait, and fail if that takes too long', async () => {
  const other = new DatabaseSync(join(folder, 'one.db'));
  other.exec('BEGIN IMMEDIATE');
  const outcomes = await Promise.allSettled([commits.transaction(add('a')), commits.transaction(add('b'))]);
  other.exec('ROLLBACK');
  other.close();
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(names()).toEqual([]);
});
