// Applies whose processes are killed at any moment: one plan and one apply later all is as it should be.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { onPostgres, onSqlite } from './databases.ts';
import { extentOf, tell } from './extent.ts';
import { figuresOf } from './kills/figures.ts';
import { type Round, Scene } from './kills/scene.ts';
import { waitForLeases } from './kills/waiting.ts';

/** FAULTS_SEED looks at other moments; a failure names the round. */
const seed = Number(process.env.FAULTS_SEED ?? 20261125);

describe.concurrent('applies that are killed', () => {
  test.for([
    ['SQLite', seed, extentOf(112, 2), onSqlite],
    ['PostgreSQL', seed + 1, extentOf(80, 2), onPostgres],
  ] as const)('on %s', async ([name, own, rounds, open]) => {
    const folder = mkdtempSync(join(tmpdir(), 'flowlink-kills-'));
    const database = await open(folder);
    try {
      const scene = await Scene.open(database, own);
      const done: Round[] = [];
      const started = performance.now();
      try {
        while (done.length < rounds) done.push(await scene.round());
      } catch (error) {
        const log = scene.place.backend.log().split('\n').slice(-20).join('\n');
        throw new Error(`round ${done.length + 1} on ${name}, seed ${seed}\n${log}`, { cause: error });
      } finally {
        await scene.close();
      }
      const seconds = Math.round((performance.now() - started) / 1000);
      for (const figure of figuresOf(done)) tell('kills', `${name}: ${figure}`);
      tell('kills', `${name}: ${rounds} rounds in ${seconds} s`);
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  // A lease is a minute, which is too long for a taste.
  const pairs = extentOf(8, 0);
  test.runIf(pairs > 0)('whose lease is waited for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flowlink-leases-'));
    try {
      const longest = await waitForLeases(await onSqlite(folder), pairs, seed);
      tell('kills', `${pairs} leases waited for, the next run began at most ${longest} ms after one`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
