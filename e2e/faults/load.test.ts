// Many clients in one workspace at once, as fast as the answers come: nothing fails, nothing is lost, and memory stays flat.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onDurablePostgres, onSqlite } from './databases.ts';
import { extentOf, tell } from './extent.ts';
import { LoadScene } from './load/load-scene.ts';
import { MemoryWatch } from './load/memory.ts';
import { Tally } from './load/tally.ts';
import { bugsIn } from './mortal-backend.ts';
import { nameAfter, revisingWrites } from './records.ts';

const CLIENTS = extentOf(64, 8);
const MS = extentOf(25_000, 800);
const [FEW, MANY] = [extentOf(500, 60), extentOf(10_000, 0)];
const seed = Number(process.env.FAULTS_SEED ?? 20261125);

/**
 * How much more memory a backend may hold in the last part than after its warm-up, in MiB. Its heap breathes by less between two
 * collections. What would leak a kilobyte for each request passes it within a full run.
 */
const BREATH = 24;

const full = test.runIf(extentOf(1, 0) > 0);

test.for([
  ['SQLite', 1, FEW],
  ['PostgreSQL', 1, FEW],
] as const)('%s, %i backend, %i connections', ([name, instances, connections]) =>
  carry(name, instances, connections),
);

full.for([
  ['SQLite', 1, MANY],
  ['PostgreSQL', 1, MANY],
  ['PostgreSQL', 3, FEW],
  ['PostgreSQL', 3, MANY],
] as const)('%s, %i backends, %i connections', ([name, instances, connections]) =>
  carry(name, instances, connections),
);

async function carry(name: 'SQLite' | 'PostgreSQL', instances: number, connections: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-load-'));
  const database = await (name === 'SQLite' ? onSqlite(folder) : onDurablePostgres());
  const scene = await LoadScene.open(database, { instances, connections, clients: CLIENTS, seed });
  const say = (figure: string) =>
    tell('load', `${name}, ${instances} backends, ${connections} connections: ${figure}`);
  try {
    const filling = new Tally();
    const filled = await timed(() => scene.fill(filling));
    expect(filling.errors).toEqual([]);

    const working = new Tally();
    const memory = new MemoryWatch(scene.backends.map(({ url }) => url));
    const deadline = performance.now() + MS;
    const worked = await timed(() => scene.work(working, () => performance.now() > deadline));
    const held = await memory.stop();
    expect(working.errors).toEqual([]);

    const records = scene.records();
    await records.expectRevisionsToAgree();
    // Each once, and nothing else: the n-th write of the trail is the one that was answered with revision n.
    const answered = [...filling.writes, ...working.writes].sort((a, b) => a.revision - b.revision);
    const kept = revisingWrites(records.trail).map((entry, index) => ({
      name: nameAfter(entry),
      revision: index + 1,
      run: entry.run,
    }));
    expect(answered).toEqual(kept);
    expect(await records.lock()).toBeNull();
    expect(await database.damage()).toEqual([]);
    for (const { log } of scene.backends) expect(bugsIn(log())).toEqual([]);
    const rate = (count: number, seconds: number) => `${Math.round(count / seconds)} a second`;
    say(`${CLIENTS} clients, ${rate(filling.writes.length, filled)} created`);
    say(`${rate(working.requests, worked)}, of which writes ${rate(working.writes.length, worked)}`);
    for (const figure of [...filling.figures(), ...working.figures()]) say(figure);
    say(`${working.conflicts} edits came second and were told so, ${kept.length} writes all in the trail`);
    for (const { warm, last } of held)
      say(`memory ${warm.toFixed(0)} MiB, in the end ${last.toFixed(0)} MiB`);
    const { connection, entry } = await database.bytes();
    say(
      `on disk ${Math.round(connection)} bytes a connection, ${Math.round(entry)} bytes an entry of the trail`,
    );
    // A short run is all warm-up.
    if (MS > 10_000) for (const { warm, last } of held) expect(last - warm).toBeLessThan(BREATH);
  } finally {
    await scene.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns seconds */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
