// What is denied is recorded, and read with the audit trail in one order that can be taken up again.
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTrail } from '../src/audit/trail.ts';
import type { TrailEntry, TrailFilter } from '../src/audit/trail-entry.ts';
import { buildServer } from '../src/http/server.ts';
import { HOLDER, match, OTHER_RUN, OTHER_SECRET, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

async function trail(filter: TrailFilter = {}, after = 0, store = acme.store): Promise<TrailEntry[]> {
  const entries: TrailEntry[] = [];
  for await (const entry of readTrail(store, after, filter)) entries.push(entry);
  return entries;
}

test('every denied attempt leaves an entry that says who tried what, and why not', async () => {
  const expired = await acme.token('read', 'old', 'acme', { expires_at: '2025-01-01T00:00:00.000Z' });
  const revoked = await acme.token('read', 'gone', 'acme', { revoked_at: '2025-01-01T00:00:00.000Z' });
  await acme.app.inject('/v1/workspaces/acme/connections');
  await acme.call('GET', '/v1/workspaces/nowhere/lock', { token: 'fl_unknown' });
  await acme.call('GET', '/runs', { token: expired });
  await acme.call('GET', '/audit', { token: revoked });
  await acme.call('DELETE', '/connections/acme-us', { headers: match(1), token: acme.tokens.foreign });
  await acme.call('POST', '/runs', { body: {}, token: acme.tokens.read });
  await acme.lock(OTHER_RUN, { token: acme.tokens.admin });
  await acme.call('DELETE', `/lock?run=${OTHER_RUN}&force=true`);

  const known = { id: expect.stringMatching(/^tok_/) };
  const at = acme.now.toISOString();
  const entry = { kind: 'denial', at, first_at: at, count: 1, address: '127.0.0.1' };
  const entries = await trail();
  expect(entries.map(({ position: _, ...rest }) => rest)).toEqual(
    (
      [
        ['token_missing', 'listConnections', 'acme', null],
        ['token_unknown', 'getLock', 'nowhere', null],
        ['token_expired', 'listRuns', 'acme', 'old'],
        ['token_revoked', 'listAudit', 'acme', 'gone'],
        ['workspace_foreign', 'deleteConnection', 'acme', 'foreign-token'],
        ['role_insufficient', 'openRun', 'acme', 'read-token'],
        ['not_permitted', 'releaseLock', 'acme', 'write-token'],
      ] as const
    ).map(([reason, operation, workspace, name]) => ({
      ...entry,
      reason,
      operation,
      workspace,
      token: name && { ...known, name },
    })),
  );
  // Readers of a workspace do not learn of foreign tokens.
  expect((await acme.call('GET', '/audit')).json.entries).toEqual([]);
});

test('repetitions are written when the server ends', async () => {
  const app = buildServer({ store: acme.store, box: acme.box, now: () => acme.now });
  for (let count = 0; count < 50; count++) {
    await app.inject('/v1/workspaces/acme/connections');
    acme.wait(1);
  }
  await app.close();
  expect(await trail()).toMatchObject([
    { count: 1, at: '2026-01-01T00:00:00.000Z' },
    { count: 49, first_at: '2026-01-01T00:00:01.000Z', at: '2026-01-01T00:00:49.000Z' },
  ]);
});

test('writes and denials are in one order, taken up behind any of them, all or a part', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    await acme.create(name);
    await acme.call('GET', `/v1/workspaces/${name}/lock`);
    acme.wait(3600);
  }
  const all = await trail();
  expect(all.map(({ kind }) => kind)).toEqual(Array(4).fill(['write', 'denial']).flat());
  const positions = all.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  for (const [index, position] of positions.entries()) {
    expect(await trail({}, position)).toEqual(all.slice(index + 1));
  }
  expect(await trail({ workspace: 'acme' })).toEqual(all.filter(({ kind }) => kind === 'write'));
  expect(await trail({ workspace: 'c' })).toEqual([all[5]]);
  expect(await trail({ deniedOnly: true })).toEqual(all.filter(({ kind }) => kind === 'denial'));
  expect(await trail({ since: '2026-01-01T02:00:00.000Z' })).toEqual(all.slice(4));
  expect(await trail({ since: '2026-01-01T03:00:00.000Z', deniedOnly: true })).toEqual([all[7]]);
  expect(await trail({ workspace: 'acme', deniedOnly: true })).toEqual([]);
});

test('it is read beside running writers, page by page, and whoever goes on misses nothing', async () => {
  const writer = await acme.database.open();
  const app = buildServer({ store: writer, box: acme.box, now: () => acme.now });
  const WORKSPACES = ['acme', 'b', 'c', 'd'];
  const ROUNDS = 60;
  let left = WORKSPACES.length;
  const entry = { at: acme.now.toISOString(), by: { token: 'ci' }, connection: null, run: RUN, fields: [] };
  const writing = WORKSPACES.map(async (workspace) => {
    for (let round = 0; round < ROUNDS; round++) {
      await writer.transaction(workspace, async (tx) => {
        await tx.addAuditEntry(workspace, { ...entry, action: 'run_opened' });
        // The position is taken, and the transaction goes on for a while.
        for (let more = 0; more < round % 5; more++) await tx.nextRevision(workspace);
      });
      if (round % 2 === 0) await app.inject({ url: `/v1/workspaces/${workspace}-${round}/lock` });
    }
    left--;
  });
  const seen: TrailEntry[] = [];
  const readOn = async () => {
    seen.push(...(await trail({}, seen.at(-1)?.position ?? 0)));
  };
  while (left > 0) {
    await readOn();
    // The embedded database answers without giving way to anything else.
    await setImmediate();
  }
  await Promise.all(writing);
  await app.close();
  await readOn();
  expect(seen).toEqual(await trail());
  expect(seen.filter(({ kind }) => kind === 'write')).toHaveLength(WORKSPACES.length * ROUNDS);
  const denied = seen.filter((each) => each.kind === 'denial').map(({ count }) => count);
  expect(denied.reduce((sum, count) => sum + count, 0)).toBe((WORKSPACES.length * ROUNDS) / 2);
  await writer.close();
});

test('the database itself neither changes nor deletes a denial', async () => {
  await acme.app.inject('/v1/workspaces/acme/connections');
  await expect(acme.database.execute(`UPDATE denials SET workspace = 'x'`)).rejects.toThrow('never changes');
  await expect(acme.database.execute('DELETE FROM denials')).rejects.toThrow('never deleted');
  expect(await trail()).toHaveLength(1);
});

test('neither secrets nor tokens are in it', async () => {
  await acme.create();
  const body = { id: RUN, mode: 'apply', holder: HOLDER, planned: 1, secret: OTHER_SECRET };
  await acme.call('POST', '/runs', { body, token: acme.tokens.foreign });
  await acme.call('GET', `/connections?secret=${SECRET}`, { token: `fl_${OTHER_SECRET}` });
  const text = JSON.stringify(await trail());
  for (const secret of [SECRET, OTHER_SECRET, ...Object.values(acme.tokens)])
    expect(text).not.toContain(secret);
});
