// The HTTP adapter: what it sends, what it makes of answers, and when it tries again.
import type { Connection } from '@flowlink/schema';
import { expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { Secret } from '../resolve/secret.ts';
import { describeFailure } from './failure.ts';
import { httpBackend } from './http-backend.ts';
import { fixedToken, type TokenSource } from './token-source.ts';
import type { Answer, HttpRequest } from './transport.ts';

const URL = 'https://flowlink.example.com';
const connection: Connection = {
  id: 'con_1',
  name: 'acme',
  applied_name: 'acme',
  managed: true,
  revision: 4,
  config: {
    platform: 'bigcommerce',
    store_url: 'https://a.b',
    store_hash: 'abc',
    client_id: 'c',
    scopes: [],
  },
  applied: null,
  secrets: {},
  edits: [],
  verification: null,
  created_at: '2026-01-01T00:00:00Z',
  changed_at: '2026-01-01T00:00:00Z',
  changed_by: { token: 'ci' },
  applied_at: null,
  applied_run: null,
};

/** A backend that gives the answers one after the other; the last one again and again. */
function scripted(...answers: Answer[]) {
  return scriptedFor(fixedToken(new Secret('fl_canary')), ...answers);
}

function scriptedFor(tokens: TokenSource, ...answers: Answer[]) {
  const sent: HttpRequest[] = [];
  const ends: string[] = [];
  const waited: number[] = [];
  const clock: Clock = {
    now: () => new Date('2026-01-01T00:00:00Z'),
    sleep: async (ms) => void waited.push(ms),
    every: () => () => {},
    random: () => 0,
  };
  const transport = {
    async send(request: HttpRequest) {
      sent.push(request);
      return answers[Math.min(sent.length, answers.length) - 1] as Answer;
    },
  };
  const backend = httpBackend({
    url: URL,
    workspace: 'acme',
    tokens,
    transport,
    clock,
    toolVersion: '1.2.3',
    tokenEnds: (at) => ends.push(at),
  });
  return { backend, sent, waited, ends };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const problem = (status: number, code: string, headers = {}) =>
  json(status, { type: 'about:blank', title: 'No', status, code }, headers);
const page = (names: string[], next_cursor: string | null) =>
  json(200, { connections: names.map((name) => ({ ...connection, name })), next_cursor });

test('listing follows the pages to the end', async () => {
  const { backend, sent } = scripted(page(['a', 'b'], 'next page'), page(['c'], null));
  const result = await backend.listConnections();
  expect(result.ok && result.value.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(sent.map(({ url }) => url)).toEqual([
    `${URL}/v1/workspaces/acme/connections?limit=1000`,
    `${URL}/v1/workspaces/acme/connections?limit=1000&cursor=next+page`,
  ]);
  expect(sent[0]?.headers).toMatchObject({
    authorization: 'Bearer fl_canary',
    'user-agent': 'flowlink/1.2.3',
  });
});

test('a page that fails makes the whole listing fail: a part of the connections is never taken for all', async () => {
  const { backend } = scripted(page(['a'], 'next'), problem(401, 'unauthorized'));
  expect(await backend.listConnections()).toMatchObject({ ok: false, failure: { kind: 'problem' } });
});

test('a write pins the revision or the absence, names its run, and sends secrets in the body only', async () => {
  const { backend, sent } = scripted(json(200, connection));
  const write = {
    name: 'acme',
    config: connection.config,
    secrets: { access_token: new Secret('canary') },
    run: 'run_1',
  };
  await backend.putConnections([{ ...write, revision: null, replace: false }]);
  await backend.putConnections([{ ...write, revision: 4, replace: true }]);
  expect(sent[0]).toMatchObject({
    method: 'PUT',
    url: `${URL}/v1/workspaces/acme/connections/acme`,
    headers: { 'if-none-match': '*', 'flowlink-run': 'run_1' },
  });
  expect(sent[1]).toMatchObject({
    url: `${URL}/v1/workspaces/acme/connections/acme?replace=true`,
    headers: { 'if-match': '"4"' },
  });
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    config: connection.config,
    secrets: { access_token: 'canary' },
  });
});

test('several writes are one request, and each has its own outcome', async () => {
  const refused = { type: 'about:blank', title: 'No', status: 412, code: 'precondition_failed', revision: 9 };
  const { backend, sent } = scripted(json(200, { outcomes: [{ connection }, { problem: refused }] }));
  const write = {
    name: 'acme',
    config: connection.config,
    secrets: { access_token: new Secret('canary') },
    run: 'run_1',
  };
  const outcomes = await backend.putConnections([
    { ...write, revision: null, replace: false },
    { ...write, name: 'other', secrets: {}, revision: 4, replace: true },
  ]);
  expect(outcomes).toEqual([
    { ok: true, value: connection },
    { ok: false, failure: { kind: 'problem', url: URL, problem: refused } },
  ]);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    method: 'POST',
    url: `${URL}/v1/workspaces/acme/batch`,
    headers: { 'flowlink-run': 'run_1' },
  });
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    writes: [
      {
        name: 'acme',
        revision: null,
        write: { config: connection.config, secrets: { access_token: 'canary' } },
      },
      { name: 'other', revision: 4, replace: true, write: { config: connection.config } },
    ],
  });
});

test('an answer with another number of outcomes is none', async () => {
  const { backend, sent } = scripted(json(200, { outcomes: [{ connection }] }), json(200, connection));
  const write = {
    name: 'acme',
    config: connection.config,
    secrets: {},
    run: 'run_1',
    revision: null,
    replace: false,
  };
  const outcomes = await backend.putConnections([write, { ...write, name: 'other' }]);
  expect(outcomes).toEqual([
    { ok: true, value: connection },
    { ok: true, value: connection },
  ]);
  expect(sent.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
});

test('passing failures are tried again, as long as the backend asks or longer each time', async () => {
  const { backend, sent, waited } = scripted(
    problem(429, 'unavailable', { 'retry-after': '7' }),
    { error: 'unreachable', reason: 'x' },
    problem(503, 'unavailable'),
    page([], null),
  );
  expect(await backend.listConnections()).toEqual({ ok: true, value: [] });
  expect(sent).toHaveLength(4);
  expect(waited).toEqual([7000, 250, 500]);
});

test('it gives up after five attempts, and at once when trying again cannot help', async () => {
  const down = scripted({ error: 'unreachable', reason: 'nothing listens there (ECONNREFUSED)' });
  expect(await down.backend.listConnections()).toMatchObject({ failure: { kind: 'unreachable' } });
  expect(down.sent).toHaveLength(5);
  const refused = scripted(problem(403, 'forbidden'));
  await refused.backend.listConnections();
  expect(refused.sent).toHaveLength(1);
});

test.for<[string, Answer, string]>([
  [
    'a web page',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
    'backend-not-flowlink',
  ],
  [
    'a page with an error status',
    { status: 404, headers: {}, body: '<h1>Not found</h1>' },
    'backend-not-flowlink',
  ],
  ['other JSON', json(200, { items: [] }), 'backend-not-flowlink'],
  ['truncated JSON', { status: 200, headers: {}, body: '{"connections": [' }, 'backend-not-flowlink'],
  [
    'a redirect',
    { status: 302, headers: { location: 'https://login.example.com' }, body: '' },
    'backend-not-flowlink',
  ],
  ['an unknown token', problem(401, 'unauthorized'), 'backend-unauthorized'],
  ['a role that does not suffice', problem(403, 'forbidden'), 'backend-forbidden'],
  ['a crash', problem(500, 'internal'), 'backend-failed'],
  ['a timeout', { error: 'timeout', seconds: 30 }, 'backend-timeout'],
])('%s is told in words that help', async ([, answer, code]) => {
  const { backend } = scripted(answer);
  const result = await backend.listConnections();
  if (result.ok) throw new Error('expected a failure');
  const { code: found, detail, fix } = describeFailure(result.failure);
  expect(found).toBe(code);
  expect(fix).toBeTruthy();
  expect(`${detail}${fix}`).not.toContain('fl_canary');
});

test('a token that is not accepted is replaced once, where there may be another one', async () => {
  const problem = { type: 'about:blank', title: 'no', status: 401, code: 'unauthorized' };
  const unauthorized = { status: 401, headers: {}, body: JSON.stringify(problem) };
  const page = { status: 200, headers: {}, body: JSON.stringify({ connections: [], next_cursor: null }) };
  const ask = async (answers: Answer[], another: boolean) => {
    let given = 0;
    const tokens = {
      tokenFor: async () => {
        given += 1;
        const text = `fl_${given}`;
        return { ok: true, value: { reveal: () => text } } as const;
      },
      rejected: () => another,
    };
    const { backend, sent } = scriptedFor(tokens, ...answers);
    const { ok } = await backend.listConnections();
    return { ok, sent: sent.map(({ headers }) => headers.authorization) };
  };
  expect(await ask([unauthorized, page], true)).toEqual({ ok: true, sent: ['Bearer fl_1', 'Bearer fl_2'] });
  expect(await ask([unauthorized], true)).toEqual({ ok: false, sent: ['Bearer fl_1', 'Bearer fl_2'] });
  expect(await ask([unauthorized, page], false)).toEqual({ ok: false, sent: ['Bearer fl_1'] });
});

test.for([
  ['expiry', 'The token in FLOWLINK_TOKEN expired at 2026-01-31T00:00:00.000Z.'],
  ['revocation', 'The token in FLOWLINK_TOKEN was revoked at 2026-01-31T00:00:00.000Z.'],
] as const)('of a token that ended by %s it is told when', async ([by, words]) => {
  const ended = { by, at: '2026-01-31T00:00:00.000Z' };
  const { backend } = scripted(
    json(401, { type: 'about:blank', title: 'No', status: 401, code: 'unauthorized', ended }),
  );
  const result = await backend.listConnections();
  if (result.ok) throw new Error('expected a failure');
  const { code, detail, fix } = describeFailure(result.failure);
  expect({ code, detail }).toEqual({ code: 'backend-unauthorized', detail: words });
  expect(fix).toContain('a new one');
});

test('that the token ends soon is told with the answer, and nothing of tokens that do not', async () => {
  const at = '2026-01-05T00:00:00.000Z';
  const soon = scripted(json(200, { connections: [], next_cursor: null }, { 'flowlink-token-expires': at }));
  expect(await soon.backend.listConnections()).toEqual({ ok: true, value: [] });
  expect(soon.ends).toEqual([at]);
  const later = scripted(page([], null));
  await later.backend.listConnections();
  expect(later.ends).toEqual([]);
});
