// Tokens end, by expiry or by revocation, for every instance at once, and nothing else tells them apart.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readTrail } from '../src/audit/trail.ts';
import { buildServer } from '../src/http/server.ts';
import { issueToken, revokeToken } from '../src/tokens/issue-token.ts';
import { Workspace } from './workspace.ts';

let acme: Workspace;
const by = { token: 'flowlink-backend', user: 'kim' };

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const ask = (token: string) => acme.call('GET', '/connections', { token });
const issue = (more: { expires_at?: string } = {}) =>
  issueToken(acme.store, { workspace: 'acme', role: 'read', name: 'nightly', ...more }, by, acme.now);

test('a token does until the moment at which it expires, and then says so', async () => {
  const { token } = await issue({ expires_at: '2026-01-01T12:00:00.000Z' });
  acme.now = new Date('2026-01-01T11:59:59.999Z');
  expect((await ask(token)).status).toBe(200);
  acme.wait(0.001);
  const { status, json, headers } = await ask(token);
  expect({ status, json }).toEqual({
    status: 401,
    json: {
      type: 'about:blank',
      title: 'The token is missing or not valid',
      status: 401,
      code: 'unauthorized',
      detail: 'The token “nightly” expired at 2026-01-01T12:00:00.000Z.',
      ended: { by: 'expiry', at: '2026-01-01T12:00:00.000Z' },
    },
  });
  expect(headers['www-authenticate']).toBe('Bearer');
});

test.for([
  ['the last week of a longer life', '2026-03-01T00:00:00.000Z', '2026-02-22T00:00:00.000Z', true],
  ['earlier', '2026-03-01T00:00:00.000Z', '2026-02-21T23:59:59.000Z', false],
  ['a short life', '2026-01-01T01:00:00.000Z', '2026-01-01T00:59:00.000Z', false],
  ['no end', undefined, '2026-02-22T00:00:00.000Z', false],
] as const)('that the token ends soon is told in a header: %s', async ([, expires_at, now, isTold]) => {
  const { token } = await issue(expires_at === undefined ? {} : { expires_at });
  acme.now = new Date(now);
  const { status, headers } = await ask(token);
  expect({ status, told: headers['flowlink-token-expires'] }).toEqual({
    status: 200,
    told: isTold ? expires_at : undefined,
  });
});

test('a revoked token stays, says when it was revoked, and is revoked once', async () => {
  const { token, stored } = await issue({ expires_at: '2026-01-01T12:00:00.000Z' });
  expect((await ask(token)).status).toBe(200);
  acme.wait(60);
  expect(await revokeToken(acme.store, stored.id, by, acme.now)).toMatchObject({ revoked_at: null });
  acme.wait(3600 * 24);
  const at = '2026-01-01T00:01:00.000Z';
  expect(await revokeToken(acme.store, stored.id, by, acme.now)).toMatchObject({ revoked_at: at });
  expect(await revokeToken(acme.store, 'tok_unknown', by, acme.now)).toBeUndefined();
  expect((await ask(token)).json).toMatchObject({
    detail: `The token “nightly” was revoked at ${at}.`,
    ended: { by: 'revocation', at },
  });
  expect(await acme.store.token(stored.id)).toEqual({
    ...stored,
    last_used_at: '2026-01-01T00:00:00.000Z',
    revoked_at: at,
  });
});

test('creation and revocation are in the audit trail of the workspace, without the token', async () => {
  const { token, stored } = await issue();
  await Promise.all([1, 2, 3].map(() => revokeToken(acme.store, stored.id, by, acme.now)));
  const { json, text } = await acme.call('GET', '/audit');
  const entry = { at: acme.now.toISOString(), by, connection: null, run: null, fields: [] };
  const about = { token: { id: stored.id, name: 'nightly', role: 'read' } };
  expect(json.entries.map(({ position: _, ...rest }: { position: number }) => rest)).toEqual([
    { ...entry, action: 'token_revoked', ...about },
    { ...entry, action: 'token_created', ...about },
  ]);
  expect(text).not.toContain(token);
  expect(text).not.toContain(stored.hash);
  const foreign = await acme.call('GET', '/v1/workspaces/other/audit', { token: acme.tokens.foreign });
  expect(foreign.json.entries).toEqual([]);
});

test('a revocation by another process is in force with the next request, also while the token is in use', async () => {
  const { token, stored } = await issue();
  const other = await acme.database.open();
  const app = buildServer({ store: other, box: acme.box, now: () => acme.now });
  const url = '/v1/workspaces/acme/connections';
  const there = async () =>
    (await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode;
  for (let round = 0; round < 5; round++) {
    acme.wait(61);
    expect([(await ask(token)).status, await there()]).toEqual([200, 200]);
  }
  // The last use is due to be written, by requests that found the token before it was revoked.
  acme.wait(61);
  const using = Array.from({ length: 20 }, (_, index) => (index % 2 ? ask(token) : there()));
  await revokeToken(other, stored.id, by, acme.now);
  expect([(await ask(token)).status, await there()]).toEqual([401, 401]);
  await Promise.all(using);
  expect(await acme.store.token(stored.id)).toMatchObject({ revoked_at: acme.now.toISOString() });
  await app.close();
  await other.close();
});

test('whatever is wrong with a token, the database is asked the same', async () => {
  const expired = await acme.token('read', 'a', 'acme', { expires_at: '2025-01-01T00:00:00.000Z' });
  const revoked = await acme.token('read', 'b', 'acme', { revoked_at: '2025-01-01T00:00:00.000Z' });
  const foreign = await acme.token('read', 'c', 'other');
  const headers = {
    missing: undefined,
    empty: '',
    'another scheme': 'Basic a2ltOnNlY3JldA==',
    malformed: 'Bearer not a token',
    oversized: `Bearer ${'x'.repeat(5000)}`,
    unknown: 'Bearer fl_unknown',
    expired: `Bearer ${expired}`,
    revoked: `Bearer ${revoked}`,
    foreign: `Bearer ${foreign}`,
  };
  const calls: string[] = [];
  const store = new Proxy(acme.store, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        calls.push(String(name));
        return method.apply(target, given);
      };
    },
  });
  const app = buildServer({ store, box: acme.box, now: () => acme.now });
  for (const [what, authorization] of Object.entries(headers)) {
    // The second time it is counted only.
    for (const expected of [['tokenByHash', 'addDenial'], ['tokenByHash']]) {
      calls.length = 0;
      const remoteAddress = `192.0.2.${Object.keys(headers).indexOf(what)}`;
      const { statusCode } = await app.inject({
        url: '/v1/workspaces/acme/connections',
        remoteAddress,
        ...(authorization === undefined ? {} : { headers: { authorization } }),
      });
      expect(statusCode, what).toBe(what === 'foreign' ? 403 : 401);
      expect(calls, what).toEqual(expected);
    }
  }
  await app.close();
});

test('a denial that cannot be recorded is a denial, and the log tells', async () => {
  vi.spyOn(acme.store, 'addDenial').mockRejectedValue(new Error('disk full'));
  expect((await ask('fl_unknown')).status).toBe(401);
  expect(acme.log).toContain('denied attempts could not be recorded');
  vi.restoreAllMocks();
  const entries = [];
  for await (const entry of readTrail(acme.store, 0, {})) entries.push(entry);
  expect(entries).toEqual([]);
});
