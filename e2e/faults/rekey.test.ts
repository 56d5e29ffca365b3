// A change of keys that is killed at any moment: nothing is lost, every secret opens, and doing it again finishes it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBackend, serveBackend, startBackendCommand } from '../src/programs.ts';
import { onPostgres, onSqlite } from './databases.ts';
import { extentOf, tell } from './extent.ts';
import { LoadScene } from './load/load-scene.ts';
import { Tally } from './load/tally.ts';
import { bugsIn } from './mortal-backend.ts';
import { Random } from './random.ts';

const CONNECTIONS = extentOf(1_000, 40);
const CLIENTS = 8;
const ROUNDS = extentOf(40);
const seed = Number(process.env.FAULTS_SEED ?? 20261126);

const newKey = () => randomBytes(32).toString('base64');

test.for([
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
] as const)('%s', async ([name, open]) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-rekey-'));
  const random = new Random(seed);
  const database = await open(folder);
  const withKeys = (environment: Record<string, string>) => ({ ...database, environment });
  const openScene = (environment: Record<string, string>, chance: number) =>
    LoadScene.open(withKeys(environment), {
      instances: 1,
      connections: CONNECTIONS,
      clients: CLIENTS,
      seed: chance,
    });
  const check = async (environment: Record<string, string>) =>
    expect(await runBackend(['check', ...database.database], environment)).toMatchObject({ status: 0 });
  const tally = new Tally();
  let key = newKey();
  let [killed, ended, span] = [0, 0, 2_000];
  try {
    const before = await openScene({ FLOWLINK_ENCRYPTION_KEY: key }, seed);
    await before.fill(tally);
    await before.close();
    for (let round = 1; round <= ROUNDS; round++) {
      const next = newKey();
      const both = { FLOWLINK_ENCRYPTION_KEY: next, FLOWLINK_OLD_ENCRYPTION_KEY: key };
      const scene = await openScene(both, seed + round);
      try {
        // Clients go on writing, by a backend that knows both keys.
        let isOver = false;
        const working = scene.work(tally, () => isOver);
        const rekey = ['rekey', ...database.database, '--data-key'];
        const change = { FLOWLINK_ENCRYPTION_KEY: key, FLOWLINK_NEW_ENCRYPTION_KEY: next };
        const first = startBackendCommand(rekey, change);
        const timer = setTimeout(() => first.signal('SIGKILL'), random.next() * span);
        if ((await first.ended).status === null) killed++;
        else ended++;
        clearTimeout(timer);
        await check(both);
        const started = performance.now();
        expect(await runBackend(rekey, change)).toMatchObject({ status: 0, stderr: '' });
        // Moments are spread over all that it takes, its start included.
        span = performance.now() - started;
        isOver = true;
        await working;
        expect(tally.errors).toEqual([]);
        await check({ FLOWLINK_ENCRYPTION_KEY: next });
        key = next;
      } finally {
        await scene.close();
      }
      for (const { log } of scene.backends) expect(bugsIn(log())).toEqual([]);
    }
    await (await serveBackend(withKeys({ FLOWLINK_ENCRYPTION_KEY: key }))).kill();
    expect(killed + ended).toBe(ROUNDS);
    tell(
      'rekey',
      `${name}: ${CONNECTIONS} secrets; killed ${killed} times, ${ended} ended before; ${tally.writes.length} writes beside`,
    );
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
