// The lock: one run at a time, held by the token that took it, and taken away only by an admin who has seen it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asNew, HOLDER, OTHER_RUN, RUN, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const held = async () => (await acme.call('GET', '/lock', { token: acme.tokens.read })).json.lock;
const release = (query: string, token = acme.tokens.write, headers: Record<string, string> = {}) =>
  acme.call('DELETE', `/lock?${query}`, { token, headers });
const open = (id = RUN) =>
  acme.call('POST', '/runs', { body: { id, mode: 'apply', holder: HOLDER, planned: 2 } });
const run = async (id = RUN) => (await acme.call('GET', `/runs/${id}`)).json;

test('one run at a time; its own lease is extended; a lock that is over is free', async () => {
  expect(await held()).toBeNull();
  const first = (await acme.lock()).json;
  expect(await held()).toEqual(first);
  expect((await acme.lock(OTHER_RUN)).json).toMatchObject({ code: 'lock_held', lock: first });
  acme.wait(30);
  expect((await acme.lock()).json).toMatchObject({
    acquired_at: first.acquired_at,
    expires_at: '2026-01-01T00:01:30.000Z',
  });
  acme.wait(60);
  expect(await held()).toBeNull();
  expect((await acme.lock(OTHER_RUN)).status).toBe(200);
});

test('a run that is over does not get the lock again, as by a request that arrives late', async () => {
  await acme.lock();
  await open();
  const counts = { done: 2, failed: 0, not_started: 0 };
  await acme.call('PATCH', `/runs/${RUN}`, { body: { outcome: 'succeeded', counts } });
  await release(`run=${RUN}`);
  expect((await acme.lock()).json.code).toBe('lock_not_held');
  expect(await held()).toBeNull();
});

test('a lock is of the token that took it, also for other tokens of the same name', async () => {
  const first = await acme.lock();
  const other = await acme.token('write', 'write-token');
  expect((await acme.lock(RUN, { token: other })).json).toMatchObject({
    code: 'lock_held',
    lock: first.json,
  });
  expect((await release(`run=${RUN}`, other)).json.code).toBe('forbidden');
  const asRun = await acme.create('acme-us', { headers: asNew(RUN), token: other });
  expect(asRun.json.code).toBe('lock_held');
  for (const { text } of [first, asRun, await acme.call('GET', '/lock')]) expect(text).not.toContain('tok_');
  acme.wait(61);
  expect((await acme.lock(RUN, { token: other })).status).toBe(200);
  expect((await acme.lock()).json.code).toBe('lock_held');
});

test('its own token releases it for the run that holds it; what is free or over is released', async () => {
  expect((await release(`run=${RUN}`)).status).toBe(204);
  await acme.lock();
  expect((await release(`run=${OTHER_RUN}`)).json).toMatchObject({ code: 'lock_held', lock: { run: RUN } });
  expect((await release(`run=${RUN}`)).status).toBe(204);
  expect(await held()).toBeNull();
  await acme.lock();
  acme.wait(61);
  expect((await release(`run=${OTHER_RUN}`, acme.tokens.admin)).status).toBe(204);
  expect(await acme.audit()).toEqual([]);
});

describe('by force', () => {
  test('another token needs the role admin and the run that holds the lock', async () => {
    await acme.lock();
    const { write, admin } = acme.tokens;
    const other = await acme.token('write', 'other-token');
    expect((await release(`run=${RUN}`, admin)).json.code).toBe('forbidden');
    expect((await release(`run=${RUN}&force=true`, other)).json.code).toBe('forbidden');
    expect((await release(`run=${OTHER_RUN}&force=true`, admin)).json).toMatchObject({
      code: 'lock_held',
      lock: { run: RUN },
    });
    expect((await release(`run=${OTHER_RUN}&force=true`, write)).json.code).toBe('lock_held');
    expect(await held()).not.toBeNull();
    expect((await release(`run=${RUN}&force=true`, admin)).status).toBe(204);
    expect(await held()).toBeNull();
  });

  test('it is noted in the open run and in the audit trail, by whom', async () => {
    await acme.lock();
    await open();
    acme.wait(30);
    const headers = { 'flowlink-user': 'kim' };
    await release(`run=${RUN}&force=true`, acme.tokens.admin, headers);
    const by = { token: 'admin-token', user: 'kim' };
    expect(await run()).toMatchObject({
      outcome: 'abandoned',
      unlocked: { at: '2026-01-01T00:00:30.000Z', by },
    });
    expect((await acme.audit()).at(-1)).toMatchObject({
      action: 'lock_released_by_force',
      by,
      connection: null,
      run: RUN,
      fields: [],
    });
    // The lock is free now: there is nothing left to release, or to note.
    await release(`run=${RUN}&force=true`, acme.tokens.admin, headers);
    expect(await acme.audit('?action=lock_released_by_force')).toHaveLength(1);
  });

  test('the token that took it needs no role for it, and leaves the same note', async () => {
    await acme.lock();
    await open();
    expect((await release(`run=${RUN}&force=true`)).status).toBe(204);
    expect((await run()).unlocked).toMatchObject({ by: { token: 'write-token' } });
  });

  test('a run that was closed or never opened is not touched', async () => {
    await acme.lock();
    expect((await release(`run=${RUN}&force=true`)).status).toBe(204);
    await acme.lock(OTHER_RUN);
    await open(OTHER_RUN);
    const counts = { done: 2, failed: 0, not_started: 0 };
    await acme.call('PATCH', `/runs/${OTHER_RUN}`, { body: { outcome: 'succeeded', counts } });
    await release(`run=${OTHER_RUN}&force=true`);
    expect((await run(OTHER_RUN)).unlocked).toBeNull();
    expect(await acme.audit('?action=lock_released_by_force')).toHaveLength(2);
  });

  test('the run does not get it again, and can still report its end', async () => {
    await acme.lock();
    await open();
    await release(`run=${RUN}&force=true`, acme.tokens.admin);
    expect((await acme.lock()).json).toMatchObject({ status: 423, code: 'lock_not_held' });
    expect((await acme.create('acme-us', { headers: asNew(RUN) })).json.code).toBe('lock_not_held');
    const counts = { done: 0, failed: 1, not_started: 1 };
    const closed = await acme.call('PATCH', `/runs/${RUN}`, { body: { outcome: 'failed', counts } });
    expect(closed.json).toMatchObject({ outcome: 'failed', unlocked: { by: { token: 'admin-token' } } });
    expect((await acme.lock(OTHER_RUN)).status).toBe(200);
    expect((await acme.lock()).json).toMatchObject({ code: 'lock_held', lock: { run: OTHER_RUN } });
  });
});
