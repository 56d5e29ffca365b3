// What a store said of a connection: kept as long as what it speaks of is the same.
import type { ConnectionConfig } from '@flowlink/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asNew, config, match, OTHER_SECRET, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const verified = { status: 'verified', at: '2026-01-01T00:00:00Z' };
const record = (revision: number, body: object = verified) =>
  acme.call('PUT', '/connections/acme-us/verification', { body, headers: match(revision) });
const put = async (revision: number, body: object, query = '', run?: string) =>
  (await acme.call('PUT', `/connections/acme-us${query}`, { body, headers: match(revision, run) })).json;

test('recording it is no write: revision, time, writer and audit trail stay', async () => {
  const before = (await acme.create()).json;
  acme.wait(60);
  const { json, headers, status } = await record(before.revision);
  expect(status).toBe(200);
  expect(json).toEqual({ ...before, verification: verified });
  expect(headers.etag).toBe(`"${before.revision}"`);
  expect((await acme.get()).json).toEqual(json);
  const failed = { status: 'failed', at: '2026-01-02T00:00:00Z' };
  expect((await record(before.revision, failed)).json.verification).toEqual(failed);
  expect(await acme.audit()).toHaveLength(1);
});

test('it is about one revision of a connection that is there', async () => {
  expect((await record(1)).json.code).toBe('not_found');
  const before = (await acme.create()).json;
  expect((await record(before.revision + 1)).json).toMatchObject({
    code: 'precondition_failed',
    revision: before.revision,
  });
  const bare = await acme.call('PUT', '/connections/acme-us/verification', { body: verified });
  expect(bare.json.code).toBe('precondition_required');
  for (const body of [
    { status: 'stopped', at: verified.at },
    { status: 'verified' },
    { ...verified, by: 'me' },
  ]) {
    expect((await record(before.revision, body)).json.code).toBe('invalid_request');
  }
});

test.for<[string, Partial<ConnectionConfig>, Record<string, string>, boolean]>([
  ['nothing', {}, {}, true],
  ['a workflow', { workflows: {} }, {}, true],
  ['protection', { protect: true }, {}, true],
  ['the order of scopes', { scopes: ['store_v2_products', 'store_v2_orders'] }, {}, true],
  ['the same secret', {}, { access_token: SECRET }, true],
  ['another secret', {}, { access_token: OTHER_SECRET }, false],
  ['the store URL', { store_url: 'https://other.mybigcommerce.com' }, {}, false],
  ['the client ID', { client_id: 'other' }, {}, false],
  ['a scope', { scopes: ['store_v2_orders'] }, {}, false],
])('a write that changes %s', async ([, change, secrets, stays]) => {
  const before = config({ scopes: ['store_v2_orders', 'store_v2_products'] });
  const body = { config: before, secrets: { access_token: SECRET } };
  const { revision } = (await acme.create('acme-us', { body })).json;
  await record(revision);
  const after = await put(revision, { config: { ...before, ...change }, secrets });
  expect(after.verification).toEqual(stays ? verified : null);
});

test('a write may bring what the store said of exactly this', async () => {
  await acme.lock();
  const secrets = { access_token: SECRET };
  const body = { config: config(), secrets, verification: verified };
  const first = (await acme.create('acme-us', { body, headers: asNew(RUN) })).json;
  expect(first.verification).toEqual(verified);
  const unreachable = { status: 'unreachable', at: '2026-01-02T00:00:00Z' };
  const changed = config({ client_id: 'other' });
  const second = await put(first.revision, { config: changed, verification: unreachable }, '', RUN);
  expect(second.verification).toEqual(unreachable);
  const moved = await acme.call('POST', '/connections/acme-us/move', {
    body: { to: 'acme' },
    headers: match(second.revision, RUN),
  });
  expect(moved.json.verification).toEqual(unreachable);
});

test('another connection under the name starts without', async () => {
  const first = (await acme.create()).json;
  await record(first.revision);
  const body = { config: config(), secrets: { access_token: SECRET } };
  const second = await put(first.revision, body, '?replace=true');
  expect(second.verification).toBeNull();
  expect(
    (await put(second.revision, { ...body, verification: verified }, '?replace=true')).verification,
  ).toEqual(verified);
});
