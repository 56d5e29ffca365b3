// Forgetting: a run stops managing a connection and leaves it as it is.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { config, match, OTHER_RUN, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
  await acme.lock();
});
afterEach(() => acme.close());

const forget = (headers: Record<string, string>, name = 'acme-us') =>
  acme.call('POST', `/connections/${name}/forget`, { headers });

test('the connection stays and is no longer managed', async () => {
  const applied = await acme.apply();
  const verification = { status: 'verified', at: acme.now.toISOString() };
  await acme.call('PUT', '/connections/acme-us/verification', {
    body: verification,
    headers: match(applied.revision),
  });
  const edited = await acme.call('PUT', '/connections/acme-us', {
    body: { config: config({ protect: true }) },
    headers: match(applied.revision),
  });
  expect(edited.json.edits).toHaveLength(1);
  acme.wait(30);
  const { json, headers } = await forget(match(edited.json.revision, RUN));
  const { salt, fingerprint, set_at } = applied.secrets.access_token;
  expect(json).toEqual({
    ...edited.json,
    managed: false,
    revision: json.revision,
    applied: null,
    applied_name: null,
    applied_at: null,
    applied_run: RUN,
    secrets: { access_token: { salt, fingerprint, set_at, applied: null } },
    edits: [],
    verification,
    changed_at: '2026-01-01T00:00:30.000Z',
    changed_by: { token: 'write-token', user: 'ci' },
  });
  expect(json.revision).toBeGreaterThan(edited.json.revision);
  expect(headers.etag).toBe(`"${json.revision}"`);
  expect((await acme.get()).json).toEqual(json);
});

test('only a run forgets, and only what is managed', async () => {
  const applied = await acme.apply();
  expect((await forget(match(applied.revision))).json).toMatchObject({
    status: 400,
    code: 'invalid_request',
  });
  expect((await forget({ 'flowlink-run': RUN })).json.code).toBe('precondition_required');
  expect((await forget(match(999, RUN))).json.code).toBe('precondition_failed');
  expect((await forget(match(applied.revision, OTHER_RUN))).json.code).toBe('lock_held');
  expect((await forget(match(1, RUN), 'none')).json.code).toBe('not_found');
  const byHand = (await acme.create('by-hand')).json;
  expect((await forget(match(byHand.revision, RUN), 'by-hand')).json).toMatchObject({
    status: 409,
    code: 'not_managed',
  });
  expect((await acme.get()).json).toEqual(applied);
});

test('the run that forgot may ask again, another one may not', async () => {
  const applied = await acme.apply();
  const first = await forget(match(applied.revision, RUN));
  const again = await forget(match(applied.revision, RUN));
  expect(again.status).toBe(200);
  expect(again.json).toEqual(first.json);
  expect(await acme.audit('?action=connection_forgotten')).toHaveLength(1);
  await acme.call('DELETE', `/lock?run=${RUN}`);
  await acme.lock(OTHER_RUN);
  expect((await forget(match(first.json.revision, OTHER_RUN))).json.code).toBe('not_managed');
});

test('what was forgotten is edited like what was made by hand, and can be imported again', async () => {
  const applied = await acme.apply();
  const forgotten = (await forget(match(applied.revision, RUN))).json;
  const put = async (client_id: string, headers: Record<string, string>) => {
    const body = { config: config({ client_id }), secrets: { access_token: SECRET } };
    return (await acme.call('PUT', '/connections/acme-us', { body, headers })).json;
  };
  const edited = await put('by-hand', match(forgotten.revision));
  expect(edited).toMatchObject({ managed: false, edits: [] });
  const imported = await put('client', match(edited.revision, RUN));
  expect(imported).toMatchObject({ id: applied.id, managed: true, applied_name: 'acme-us' });
  expect((await acme.audit()).at(-1)).toMatchObject({ action: 'connection_imported', fields: ['client_id'] });
});
