// Backups that are taken while many clients write: each restores to one moment of the past, from which work goes on.
//
// SQLite is backed up by `flowlink-backend backup`. For PostgreSQL pg_dump is meant; the package that brings the tests their server has
// none, and one of the machine would be of another version. So all tables are copied in one repeatable-read transaction, which is what
// pg_dump does, and restored into an empty database that the same version of the backend made.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runBackend } from '../src/programs.ts';
import { type Backup, backUpPostgres, backUpSqlite } from './backup/backups.ts';
import { expectWhole, RestoredWorkspace } from './backup/restored-workspace.ts';
import { onPostgres, onSqlite } from './databases.ts';
import { extentOf, tell } from './extent.ts';
import { LoadScene } from './load/load-scene.ts';
import { Tally } from './load/tally.ts';

const CONNECTIONS = extentOf(1_000, 40);
const CLIENTS = extentOf(32, 8);
const BACKUPS = extentOf(6);
/** Writes between two backups, and behind the last. */
const WRITES = extentOf(300, 30);
const seed = Number(process.env.FAULTS_SEED ?? 20261125);

test.for([
  ['SQLite', onSqlite, backUpSqlite],
  ['PostgreSQL', onPostgres, backUpPostgres],
] as const)('%s', async ([name, open, backUp]) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-backup-'));
  const database = await open(folder);
  const scene = await LoadScene.open(database, {
    instances: 1,
    connections: CONNECTIONS,
    clients: CLIENTS,
    seed,
  });
  try {
    const tally = new Tally();
    await scene.fill(tally);
    const taken: { readonly backup: Backup; readonly before: number; readonly meanwhile: number }[] = [];
    let isOver = false;
    const working = scene.work(tally, () => isOver);
    const untilMore = () => {
      const enough = tally.writes.length + WRITES;
      const isEnough = () => tally.errors.length > 0 || tally.writes.length >= enough;
      return vi.waitUntil(isEnough, { timeout: 60_000 });
    };
    for (let index = 0; index < BACKUPS; index++) {
      await untilMore();
      const before = tally.writes.length;
      const backup = await backUp(database, join(folder, `${index}.db`));
      taken.push({ backup, before, meanwhile: tally.writes.length - before });
    }
    await untilMore();
    isOver = true;
    await working;
    expect(tally.errors).toEqual([]);
    const records = scene.records();
    await records.readTrail();
    const told = [...tally.writes].sort((a, b) => a.revision - b.revision);

    for (const [index, { backup, before, meanwhile }] of taken.entries()) {
      const place = join(folder, `restored-${index}`);
      mkdirSync(place);
      const restored = await backup(place);
      try {
        await expectWhole(restored);
        const again = await runBackend(['restored', ...restored.database], restored.environment);
        expect(again, again.stderr).toMatchObject({ status: 0 });
        expect(await restored.damage()).toEqual([]);
        const workspace = await RestoredWorkspace.open(restored);
        try {
          const writes = await workspace.expectToBePastOf({ trail: records.trail, told, before });
          tell(
            'backup',
            `${name}: ${before} writes before, ${meanwhile} while it was made, ${told.length} in the end; restored ${writes}`,
          );
          if (index === taken.length - 1) await workspace.expectToConverge();
        } finally {
          await workspace.close();
        }
        await expectWhole(restored);
      } finally {
        await restored.close();
      }
    }
  } finally {
    await scene.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
