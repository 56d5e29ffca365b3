// Eight clients, somebody at the user interface and an admin at work in one workspace at once: no write is lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ended } from '../src/programs.ts';
import { serveBackend } from '../src/programs.ts';
import { Workplace } from '../src/workplace.ts';
import { Checkout, type Told } from './clients/checkout.ts';
import { Editor } from './clients/editor.ts';
import { clientFigures } from './clients/figures.ts';
import { reckon } from './clients/reckoning.ts';
import { onPostgres, onSqlite } from './databases.ts';
import { extentOf, tell } from './extent.ts';
import { bugsIn } from './mortal-backend.ts';
import { Random } from './random.ts';
import { Records } from './records.ts';

const CLIENTS = 8;
const MS = extentOf(60_000, 3_000);
const seed = Number(process.env.FAULTS_SEED ?? 20261125);

/** Why a command may be refused because of what the others do. */
const EXPLAINED: Record<Told['command'], readonly string[]> = {
  plan: ['move-conflict', 'unmanaged-connection'],
  drift: ['move-conflict'],
  apply: [
    'lock-held',
    'lock-lost',
    'changed-meanwhile',
    'plan-stale',
    'move-conflict',
    'unmanaged-connection',
  ],
};

test.for([
  ['SQLite', 1, onSqlite],
  ['PostgreSQL', 3, onPostgres],
] as const)('%s, %i backends', async ([name, count, open]) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-clients-'));
  const database = await open(folder);
  const backends = [await serveBackend(database)];
  while (backends.length < count) backends.push(await serveBackend(database));
  const place = await Workplace.open('acme', async (dataDir) => ({
    dataDir,
    ...(backends[0] as (typeof backends)[0]),
  }));
  try {
    const url = (index: number) => backends[index % count]?.url ?? '';
    const token = (role: 'write' | 'admin') => place.backend.token('acme', role);
    const environmentOf = async (index: number) => ({
      FLOWLINK_URL: url(index),
      FLOWLINK_WORKSPACE: 'acme',
      FLOWLINK_TOKEN: await token('write'),
    });
    const admin = await token('admin');
    const environments = await Promise.all(
      Array.from({ length: CLIENTS }, (_, index) => environmentOf(index)),
    );
    const checkouts = environments.map(
      (environment, index) =>
        new Checkout(`${index}`, join(folder, `client-${index}`), environment, new Random(seed + index)),
    );
    const editor = new Editor(place, new Random(seed - 1));
    const records = new Records(place);

    const told: Told[] = [];
    const unlocked: Ended[] = [];
    const deadline = Date.now() + MS;
    const untilDeadline = async (act: () => Promise<void>) => {
      while (Date.now() < deadline) await act();
    };
    await Promise.all([
      ...checkouts.map((checkout) => untilDeadline(async () => void told.push(...(await checkout.act())))),
      untilDeadline(() => editor.act()),
      untilDeadline(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        const lock = await records.lock();
        if (lock === null) return;
        unlocked.push(
          await place.flowlink(`unlock ${lock.run} --auto-approve --json`, { FLOWLINK_TOKEN: admin }),
        );
      }),
    ]);

    for (const { command, status, codes, stdout, stderr } of told) {
      expect(stdout + stderr).not.toMatch(/^\s+at /m);
      expect(status, `${command}: ${codes.join()}\n${stderr}`).toBe(codes.length === 0 ? 0 : 1);
      for (const code of codes) expect(EXPLAINED[command], `${command}\n${stdout}`).toContain(code);
    }
    for (const { status, stdout, stderr } of unlocked) {
      if (status !== 0) expect(stdout, stderr).toMatch(/"code": "(other-lock|lock-held)"/);
    }
    for (const { status } of editor.edits) expect([200, 201, 204, 404, 412]).toContain(status);

    await records.expectRevisionsToAgree();
    reckon({ trail: records.trail, told, edits: editor.edits }, await records.connections());
    expect(await records.lock()).toBeNull();
    expect(await database.damage()).toEqual([]);
    for (const backend of backends) expect(bugsIn(backend.log())).toEqual([]);
    for (const figure of clientFigures(told, editor.edits, unlocked, records.trail)) {
      tell('clients', `${name}: ${figure}`);
    }
  } finally {
    await place.close();
    for (const backend of backends) await backend.kill();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
