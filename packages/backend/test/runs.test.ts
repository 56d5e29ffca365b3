// Runs: what they may write, what becomes of it, and how a lost answer does no harm.
import type { ConnectionConfig } from '@flowlink/schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  asNew,
  config,
  HOLDER,
  match,
  OTHER_RUN,
  OTHER_SECRET,
  RUN,
  SECRET,
  Workspace,
} from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

describe('writes of a run', () => {
  const asRun = { headers: asNew(RUN) };

  test('need the lock, taken by the same token, and make the connection managed', async () => {
    expect((await acme.create('acme-us', asRun)).json.code).toBe('lock_not_held');
    await acme.lock(OTHER_RUN);
    expect((await acme.create('acme-us', asRun)).json).toMatchObject({
      status: 423,
      code: 'lock_held',
      lock: { run: OTHER_RUN, holder: HOLDER },
    });
    acme.wait(61);
    await acme.lock(RUN);
    const foreign = await acme.create('acme-us', { ...asRun, token: acme.tokens.admin });
    expect(foreign.json).toMatchObject({ code: 'lock_held', lock: { run: RUN } });
    const { json } = await acme.create('acme-us', { headers: { ...asNew(RUN), 'flowlink-user': 'kim' } });
    expect(json).toMatchObject({
      managed: true,
      applied: config(),
      applied_name: 'acme-us',
      applied_run: RUN,
      edits: [],
      changed_by: { token: 'write-token', user: 'ci' },
    });
    const { salt, fingerprint, applied } = json.secrets.access_token;
    expect(applied).toEqual({ salt, fingerprint });
  });

  test('have no further effect when they are repeated', async () => {
    await acme.lock();
    const first = await acme.create('acme-us', asRun);
    const again = await acme.create('acme-us', asRun);
    expect(again.status).toBe(200);
    expect(again.json).toEqual(first.json);
    const other = { config: config({ client_id: 'other' }), secrets: { access_token: SECRET } };
    expect((await acme.create('acme-us', { ...asRun, body: other })).json.code).toBe('precondition_failed');
    const rotated = { config: config(), secrets: { access_token: OTHER_SECRET } };
    expect((await acme.create('acme-us', { ...asRun, body: rotated })).json.code).toBe('precondition_failed');

    const moved = () =>
      acme.call('POST', '/connections/acme-us/move', {
        body: { to: 'acme' },
        headers: match(first.json.revision, RUN),
      });
    const once = await moved();
    expect((await moved()).json).toEqual(once.json);
    const remove = (run?: string) =>
      acme.call('DELETE', '/connections/acme', { headers: match(once.json.revision, run) });
    expect((await remove(RUN)).status).toBe(204);
    expect((await remove(RUN)).status).toBe(204);
    expect((await remove()).status).toBe(404);
    await acme.call('DELETE', `/lock?run=${RUN}`);
    await acme.lock(OTHER_RUN);
    expect((await remove(OTHER_RUN)).status).toBe(404);
    expect(await acme.audit('?action=connection_created')).toHaveLength(1);
    expect(await acme.audit('?action=connection_moved')).toHaveLength(1);
    expect(await acme.audit('?action=connection_deleted')).toHaveLength(1);
  });

  test('are recognised also if somebody edited the connection before they were repeated', async () => {
    await acme.lock();
    const first = (await acme.create('acme-us', asRun)).json;
    const body = { config: config({ client_id: 'by-hand' }), secrets: { access_token: OTHER_SECRET } };
    const edited = await acme.call('PUT', '/connections/acme-us', { body, headers: match(first.revision) });
    const again = await acme.create('acme-us', asRun);
    expect(again.status).toBe(200);
    expect(again.json).toEqual(edited.json);
  });
});

test('a value that the connector advances is kept unless the configuration changes it', async () => {
  await acme.lock();
  const put = async (revision: number | undefined, min: string | undefined) => {
    const workflows = {
      orders: {
        action: 'get_orders' as const,
        ...(min === undefined ? {} : { parameters: { min_date_modified: min } }),
      },
    };
    const body = {
      config: config({ workflows, client_id: `c${revision}` }),
      secrets: { access_token: SECRET },
    };
    const headers = revision === undefined ? asNew(RUN) : match(revision, RUN);
    return (await acme.call('PUT', '/connections/acme-us', { body, headers })).json;
  };
  const running = ({ config: { workflows } }: { config: ConnectionConfig }) =>
    workflows?.orders?.parameters?.min_date_modified;
  const advance = () =>
    acme.advance((before) => ({
      ...before,
      workflows: { orders: { action: 'get_orders', parameters: { min_date_modified: '2026-06-06' } } },
    }));
  const first = await put(undefined, '2026-01-01');
  await advance();
  const second = await put(first.revision, '2026-01-01');
  expect(running(second)).toBe('2026-06-06');
  expect(second.applied.workflows.orders.parameters.min_date_modified).toBe('2026-01-01');
  const third = await put(second.revision, '2026-02-02');
  expect(running(third)).toBe('2026-02-02');
  await advance();
  expect(running(await put(third.revision, undefined))).toBeUndefined();
});

test('runs open once, close once, are read by their ID and listed newest first', async () => {
  const open = (id: string, mode = 'apply') =>
    acme.call('POST', '/runs', { body: { id, mode, holder: HOLDER, planned: 2 } });
  const close = (id: string, done: number) =>
    acme.call('PATCH', `/runs/${id}`, {
      body: { outcome: 'succeeded', counts: { done, failed: 0, not_started: 0 } },
    });
  const opened = await open(RUN);
  expect(opened.status).toBe(201);
  expect(opened.json).toMatchObject({ actor: { token: 'write-token', user: 'ci' }, unlocked: null });
  expect((await open(RUN)).status).toBe(200);
  expect((await open(OTHER_RUN, 'import')).json.mode).toBe('import');
  const closed = await close(RUN, 2);
  expect(closed.json).toMatchObject({ outcome: 'succeeded', counts: { done: 2 } });
  expect((await close(RUN, 2)).json).toEqual(closed.json);
  expect((await close(RUN, 1)).json.code).toBe('run_closed');
  expect((await close('run_0000000000000009', 1)).json.code).toBe('run_not_found');
  expect((await acme.call('GET', `/runs/${RUN}`)).json).toEqual(closed.json);
  expect((await acme.call('GET', '/runs/run_0000000000000009')).json).toMatchObject({
    status: 404,
    code: 'run_not_found',
  });
  const page = (await acme.call('GET', '/runs?limit=1')).json;
  expect(page.runs.map(({ id }: { id: string }) => id)).toEqual([OTHER_RUN]);
  const rest = (await acme.call('GET', `/runs?limit=1&cursor=${page.next_cursor}`)).json;
  expect(rest.runs.map(({ id }: { id: string }) => id)).toEqual([RUN]);
  expect(rest.next_cursor).toBeNull();
});

test('a run that holds no lock and did not close is abandoned, until it closes after all', async () => {
  const outcomes = async () => {
    const { runs } = (await acme.call('GET', '/runs')).json;
    const one = (await acme.call('GET', `/runs/${RUN}`)).json.outcome;
    expect(runs.at(-1).outcome).toBe(one);
    return runs.map(({ outcome }: { outcome: string }) => outcome);
  };
  const open = (id: string) =>
    acme.call('POST', '/runs', { body: { id, mode: 'apply', holder: HOLDER, planned: 1 } });
  await acme.lock(RUN);
  await open(RUN);
  expect(await outcomes()).toEqual(['open']);
  acme.wait(61);
  expect(await outcomes()).toEqual(['abandoned']);
  await acme.lock(OTHER_RUN);
  await open(OTHER_RUN);
  expect(await outcomes()).toEqual(['open', 'abandoned']);
  const counts = { done: 0, failed: 1, not_started: 0 };
  await acme.call('PATCH', `/runs/${RUN}`, { body: { outcome: 'failed', counts } });
  expect(await outcomes()).toEqual(['open', 'failed']);
});

test('a run is closed by the token that opened it, and by no other', async () => {
  await acme.call('POST', '/runs', { body: { id: RUN, mode: 'apply', holder: HOLDER, planned: 2 } });
  const close = (token: string) =>
    acme.call('PATCH', `/runs/${RUN}`, {
      body: { outcome: 'succeeded', counts: { done: 2, failed: 0, not_started: 0 } },
      token,
    });
  const other = await acme.token('write', 'other-token');
  for (const token of [other, acme.tokens.admin]) {
    expect((await close(token)).json).toMatchObject({ status: 403, code: 'forbidden' });
  }
  expect((await acme.call('GET', `/runs/${RUN}`)).json.outcome).toBe('abandoned');
  expect((await close(acme.tokens.write)).json.outcome).toBe('succeeded');
});
