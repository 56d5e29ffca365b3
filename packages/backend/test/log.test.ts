// The log tells what was asked and how it ended, and holds nothing that a client sent.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { codeOf, errorFields } from '../src/http/log.ts';
import { Wire } from './wire.ts';
import { asNew, config, match, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;
beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

const entries = () =>
  acme.log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a request is one line of fixed fields', async () => {
  const id = '0123456789abcdef0123456789abcdef';
  const made = await acme.create('acme-us', { headers: { ...asNew(), 'x-request-id': id } });
  expect(made.headers['x-request-id']).toBe(id);
  const [entry] = entries();
  const token = (await acme.store.tokens()).find(({ name }) => name === 'write-token');
  expect(entry).toEqual({
    time: '2026-01-01T00:00:00.000Z',
    level: 'info',
    event: 'request',
    request: id,
    operation: 'putConnection',
    method: 'PUT',
    status: 201,
    ms: expect.any(Number),
    bytes: made.text.length,
    token_id: token?.id,
    token: 'write-token',
    workspace: 'acme',
  });
});

test('a request has the ID that a proxy gave it, if that is one', async () => {
  const idOf = async (sent: string) =>
    String(
      (await acme.app.inject({ url: '/healthz', headers: { 'x-request-id': sent } })).headers['x-request-id'],
    );
  const uuid = '7d444840-9dc0-11d1-b245-5ffdce74fad2';
  expect(await idOf(uuid)).toBe(uuid);
  for (const other of ['', 'x', acme.tokens.read, SECRET, `${uuid}\t`, `${uuid},${uuid}`, '0'.repeat(33)]) {
    expect(await idOf(other)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await idOf(other)).not.toBe(other);
  }
});

test('a failure names places in the code and the request, and not what it was about', async () => {
  await acme.app.ready();
  acme.store.connection = async () => {
    const error = new Error(`${SECRET}\n    at ${SECRET}`);
    throw Object.assign(error, { code: SECRET, detail: SECRET, cause: new Error(SECRET) });
  };
  const answer = await acme.get();
  expect(answer.json).toMatchObject({ status: 500, code: 'internal' });
  expect(answer.json.detail).toContain(answer.headers['x-request-id']);
  const failed = entries().find(({ event }) => event === 'failed');
  expect(failed).toMatchObject({
    level: 'error',
    name: 'Error',
    code: '',
    request: answer.headers['x-request-id'],
  });
  expect(String(failed?.stack)).toContain('log.test.ts');
  expect(acme.log + answer.text).not.toContain(SECRET);
});

test('codes are those of programs', () => {
  expect(['ECONNRESET', '57P01', 'FST_ERR_BAD_URL'].map(codeOf)).toEqual([
    'ECONNRESET',
    '57P01',
    'FST_ERR_BAD_URL',
  ]);
  expect([SECRET, 'a b', '', undefined, 5, {}].map(codeOf)).toEqual(['', '', '', '', '', '']);
  expect(errorFields(Object.assign(new Error('x'), { stack: undefined as unknown as string })).stack).toEqual(
    [],
  );
});

test('secrets do not get into it wherever they are sent', async () => {
  let count = 0;
  const canaries: string[] = [];
  /** A new secret, so that a failing test tells which one got out. */
  const canary = (place: string) => {
    const secret = `canary${++count}of${place}`;
    canaries.push(secret);
    return secret;
  };
  const body = (place: string, more: object = {}) => ({
    config: config(),
    secrets: { access_token: canary(place) },
    ...more,
  });
  const created = (await acme.create('acme-us', { body: body('created') })).json;
  await acme.create('acme-us', { body: body('again') });
  await acme.create('acme-us', { body: body('update'), headers: match(created.revision) });
  await acme.create('acme-us', { body: body('stale'), headers: match(1) });
  await acme.create('acme-eu', { body: body('extra', { [canary('key')]: canary('value') }) });
  await acme.create('acme-eu', { body: body('forbidden'), token: acme.tokens.read });
  await acme.create('acme-eu', { body: body('unauthorized'), token: canary('token') });
  await acme.create('acme-eu', { body: { config: config({ store_hash: canary('hash').toUpperCase() }) } });
  await acme.create(canary('name'), { headers: { 'if-match': canary('precondition') } });
  await acme.create('acme-fr', {
    body: body('headers'),
    headers: {
      ...asNew(),
      'flowlink-run': canary('run'),
      'flowlink-user': canary('user'),
      'x-request-id': canary('id'),
      'user-agent': canary('agent'),
      'x-forwarded-for': canary('forwarded'),
      cookie: canary('cookie'),
      [canary('header')]: canary('value'),
    },
  });
  const inject = (options: object) => acme.app.inject(options);
  const authorization = `Bearer ${acme.tokens.write}`;
  await inject({ url: `/v1/workspaces/${canary('workspace')}/connections`, headers: { authorization } });
  await inject({
    url: `/v1/workspaces/acme/connections?${canary('query')}=${canary('value')}`,
    headers: { authorization },
  });
  await inject({ url: `/${canary('path')}?token=${canary('query')}` });
  await inject({ url: `/%E0%A4%A/${canary('undecodable')}` });
  await inject({ method: 'POST', url: `/healthz?${canary('method')}` });
  for (const scheme of ['Basic', 'Bearer', 'bearer', 'Token', ''])
    await inject({
      url: '/v1/workspaces/acme/lock',
      headers: { authorization: `${scheme} ${canary('scheme')}` },
    });
  for (const type of [
    'application/json',
    'text/plain',
    canary('type'),
    `application/json; charset=${canary('charset')}`,
  ])
    for (const payload of [
      `{"a":"${canary('cut')}`,
      `{"${canary('a')}":1,"${canaries.at(-1)}":2}`,
      `${canary('bare')}`,
      `{"__proto__":"${canary('proto')}"}`,
    ])
      await inject({
        method: 'PUT',
        url: '/v1/workspaces/acme/lock',
        payload,
        headers: { authorization, 'content-type': type },
      });

  const port = await acme.listen();
  const raw = [
    `GET /${canary('line')} HTTP/1.1\r\n${canary('nocolon')}\r\n\r\n`,
    `${canary('verb')} / HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET / ${canary('version')}\r\n\r\n`,
    `GET /${canary('long')}${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `CONNECT ${canary('tunnel')}:443 HTTP/1.1\r\nHost: a\r\n\r\n`,
    `PUT /v1/workspaces/acme/lock HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${canary('chunk')}\r\n`,
  ];
  const wires = await Promise.all(raw.map(async (bytes) => (await Wire.open(port)).send(bytes)));
  await vi.waitUntil(() => wires.every((wire) => wire.answers().length > 0));
  for (const wire of wires) wire.socket.destroy();

  const logged = entries();
  expect(logged.length).toBeGreaterThan(40);
  expect(logged.filter(({ event }) => event === 'malformed').length).toBeGreaterThanOrEqual(5);
  const metrics = acme.metrics.print();
  const seen = `${acme.log}${metrics}`.toLowerCase();
  expect(canaries.filter((secret) => seen.includes(secret.toLowerCase()))).toEqual([]);
  for (const token of Object.values(acme.tokens)) expect(seen).not.toContain(token.toLowerCase());
});
