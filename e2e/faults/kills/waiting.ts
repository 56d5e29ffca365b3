// Runs that were killed and whose locks nobody takes away: the next run waits until the lease ends, and no longer.
import type { Lock } from '@flowlink/schema';
import { expect } from 'vitest';
import { Project } from '../../src/model/project.ts';
import { Workplace } from '../../src/workplace.ts';
import type { DatabaseUnderTest } from '../databases.ts';
import { startMortalBackend } from '../mortal-backend.ts';
import { Random } from '../random.ts';
import { Records } from '../records.ts';
import { declareNew, Fresh } from './edits.ts';
import { APPLY, applyToDeath } from './killed-apply.ts';

const CONNECTIONS = 20;
/** Between two attempts of a client that waits, and what a busy machine adds. */
const SLACK_MS = 20_000;

/** A killed apply and its successor, each pair in a workspace of its own; all wait at once. @returns the longest wait after a lease, in milliseconds */
export async function waitForLeases(
  database: DatabaseUnderTest,
  pairs: number,
  seed: number,
): Promise<number> {
  const random = new Random(seed);
  let backend: Awaited<ReturnType<typeof startMortalBackend>> | undefined;
  const workspaces = Array.from({ length: pairs }, (_, index) => `w${index}`);
  const places: Workplace[] = [];
  try {
    for (const workspace of workspaces) {
      const place = await Workplace.open(workspace, async (dataDir) => {
        backend ??= await startMortalBackend(database, dataDir, random);
        return backend;
      });
      places.push(place);
    }
    const alive = backend;
    if (!alive) return 0;
    const killed: { place: Workplace; lock: Lock }[] = [];
    for (const place of places) {
      const [project, fresh] = [new Project(), new Fresh()];
      for (let count = 0; count < CONNECTIONS; count++) declareNew(project, fresh);
      place.write('flowlink.yaml', project.yaml());
      place.environment = { ...place.environment, ...project.variables() };
      const victim = random.isLikely(0.5) ? 'cli' : 'both';
      const moment = { after: { changesDone: random.below(8) + 1 }, ms: 0 };
      await applyToDeath(place, alive, database, { victim, moment, concurrency: 2, absence: 0 });
      const lock = await new Records(place).lock();
      if (lock) killed.push({ place, lock });
    }
    expect(killed.length).toBeGreaterThan(0);
    const waits = await Promise.all(killed.map(({ place, lock }) => succeed(place, lock)));
    expect(await database.damage()).toEqual([]);
    return Math.max(...waits);
  } finally {
    for (const place of places) await place.close();
  }
}

/** Applies what a killed run left, once its lease is over. @returns milliseconds between the end of the lease and the next run */
async function succeed(place: Workplace, lock: Lock): Promise<number> {
  const records = new Records(place);
  const applied = await place.flowlink([...APPLY, '--lock-timeout', '120'].join(' '));
  expect(applied, applied.stdout).toMatchObject({ status: 0 });
  const trail = await records.readTrail();
  const next = trail.find(({ action, run }) => action === 'run_opened' && run !== lock.run);
  const wait = Date.parse(next?.at ?? '') - Date.parse(lock.expires_at);
  expect(wait).toBeGreaterThanOrEqual(0);
  expect(wait).toBeLessThan(SLACK_MS);
  expect((await records.run(lock.run)).outcome).toBe('abandoned');
  expect(await records.lock()).toBeNull();
  expect((await records.connections()).size).toBe(CONNECTIONS);
  const created = trail.filter(({ action }) => action === 'connection_created');
  expect(created).toHaveLength(CONNECTIONS);
  return wait;
}
