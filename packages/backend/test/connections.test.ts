// Connections as the user interface writes them, without a run.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asNew, config, match, OTHER_SECRET, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

test('a direct edit creates an unmanaged connection; its secret comes back as a fingerprint only', async () => {
  const { status, json, headers, text } = await acme.create();
  expect(status).toBe(201);
  expect(json).toMatchObject({
    managed: false,
    applied: null,
    applied_name: null,
    applied_run: null,
    edits: [],
    verification: null,
    config: config(),
  });
  expect(headers.etag).toBe(`"${json.revision}"`);
  const { salt, fingerprint, ...rest } = json.secrets.access_token;
  expect(fingerprint).toBe(createHmac('sha256', Buffer.from(salt, 'hex')).update(SECRET).digest('hex'));
  expect(rest).toEqual({ set_at: '2026-01-01T00:00:00.000Z', applied: null });
  expect(text).not.toContain(SECRET);
});

test('who wrote it is the token, and the person that the client names', async () => {
  const by = async (name: string, user?: string) =>
    (
      await acme.create(name, {
        headers: { ...asNew(), ...(user === undefined ? {} : { 'flowlink-user': user }) },
      })
    ).json;
  expect((await by('a')).changed_by).toEqual({ token: 'write-token' });
  expect((await by('b', 'kim from sales')).changed_by).toEqual({
    token: 'write-token',
    user: 'kim from sales',
  });
  expect((await by('c', encodeURIComponent('100% Zoë 李'))).changed_by.user).toBe('100% Zoë 李');
  const longest = '李'.repeat(256);
  expect((await by('d', encodeURIComponent(longest))).changed_by.user).toBe(longest);
  for (const wrong of ['', 'Zo\u00eb', '%', '%c3', 'x'.repeat(257), encodeURIComponent(`${longest}x`)]) {
    expect(await by('e', wrong), wrong).toMatchObject({ status: 400, code: 'invalid_request' });
  }
});

test('a write needs a precondition that holds', async () => {
  const { json } = await acme.create();
  expect((await acme.create()).json).toMatchObject({ code: 'precondition_failed', revision: json.revision });
  const body = { config: config() };
  const put = (headers: Record<string, string>) =>
    acme.call('PUT', '/connections/acme-us', { body, headers });
  expect((await put({})).status).toBe(428);
  expect((await put({ 'if-match': '"999"' })).json).toMatchObject({ status: 412, revision: json.revision });
  expect((await put({ ...match(json.revision), ...asNew() })).status).toBe(400);
  expect((await put(match(json.revision))).status).toBe(200);
  expect((await acme.call('PUT', '/connections/none', { body, headers: match(1) })).json).toMatchObject({
    code: 'precondition_failed',
    revision: null,
  });
  const removal = (headers: Record<string, string>) =>
    acme.call('DELETE', '/connections/acme-us', { headers });
  expect((await removal({})).status).toBe(428);
  expect((await removal(asNew())).status).toBe(400);
});

test('no revision comes twice, not even across deletion', async () => {
  const first = (await acme.create()).json.revision;
  const removal = () => acme.call('DELETE', '/connections/acme-us', { headers: match(first) });
  expect((await removal()).status).toBe(204);
  const second = (await acme.create()).json.revision;
  expect(second).toBeGreaterThan(first);
  expect((await removal()).status).toBe(412);
});

test('a new connection needs its secret, and an update keeps it', async () => {
  const bare = await acme.create('acme-us', { body: { config: config() } });
  expect(bare.json).toMatchObject({
    code: 'secret_required',
    errors: [{ pointer: '/secrets/access_token', message: 'is missing' }],
  });
  const first = (await acme.create()).json;
  const body = { config: config({ client_id: 'other' }) };
  const second = await acme.call('PUT', '/connections/acme-us', { body, headers: match(first.revision) });
  expect(second.json.secrets).toEqual(first.secrets);
});

test('each write of a secret has its own salt, and only another value is as old as the write', async () => {
  const first = (await acme.create()).json;
  const send = async (revision: number, access_token: string) => {
    acme.wait(60);
    const body = { config: config(), secrets: { access_token } };
    return (await acme.call('PUT', '/connections/acme-us', { body, headers: match(revision) })).json;
  };
  const same = await send(first.revision, SECRET);
  expect(same.secrets.access_token.salt).not.toBe(first.secrets.access_token.salt);
  expect(same.secrets.access_token.set_at).toBe('2026-01-01T00:00:00.000Z');
  const other = await send(same.revision, OTHER_SECRET);
  expect(other.secrets.access_token.set_at).toBe('2026-01-01T00:02:00.000Z');
});

test('an immutable field changes only by replacing the connection', async () => {
  const first = (await acme.create()).json;
  const body = { config: config({ store_hash: 'other' }), secrets: { access_token: SECRET } };
  const put = (query: string, payload: object) =>
    acme.call('PUT', `/connections/acme-us${query}`, { body: payload, headers: match(first.revision) });
  expect((await put('', body)).json).toMatchObject({ status: 409, code: 'immutable_field' });
  expect((await put('?replace=true', { config: body.config })).json.code).toBe('secret_required');
  acme.wait(60);
  const replaced = (await put('?replace=true', body)).json;
  expect(replaced.id).not.toBe(first.id);
  expect(replaced.config.store_hash).toBe('other');
  expect(replaced.secrets.access_token.set_at).toBe(replaced.created_at);
});

test('moving keeps the ID and the secret, and refuses a taken name', async () => {
  const first = (await acme.create()).json;
  await acme.create('acme-eu');
  const move = (to: string) =>
    acme.call('POST', '/connections/acme-us/move', { body: { to }, headers: match(first.revision) });
  expect((await move('acme-eu')).json.code).toBe('name_taken');
  expect((await move('acme-us')).json.code).toBe('name_taken');
  const { json } = await move('acme-usa');
  expect(json).toMatchObject({ id: first.id, name: 'acme-usa', secrets: first.secrets, applied_name: null });
  expect((await acme.get()).status).toBe(404);
  expect((await acme.get('acme-usa')).json).toEqual(json);
  expect((await acme.create()).status).toBe(201);
});

test('listing pages through everything in the order of names', async () => {
  const names = Array.from(
    { length: 2500 },
    (_, index) => `store-${String((index * 7919) % 2500).padStart(4, '0')}`,
  );
  const at = acme.now.toISOString();
  await acme.store.transaction('acme', async (tx) => {
    for (const name of names) {
      await tx.saveConnection({
        workspace: 'acme',
        id: `con_${name}`,
        name,
        applied_name: null,
        managed: false,
        revision: await tx.nextRevision('acme'),
        config: config(),
        applied: null,
        secrets: {},
        edits: [],
        verification: null,
        created_at: at,
        changed_at: at,
        changed_by: { token: 'x' },
        applied_at: null,
        applied_run: null,
      });
    }
  });
  const seen: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const { json } = await acme.call('GET', `/connections${cursor === '' ? '' : `?cursor=${cursor}`}`);
    seen.push(...json.connections.map(({ name }: { name: string }) => name));
    cursor = json.next_cursor;
  }
  expect(pages).toBe(3);
  expect(seen).toEqual([...names].sort());
  expect((await acme.call('GET', '/connections?cursor=nonsense')).status).toBe(400);
});
