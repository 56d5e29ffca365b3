// What a server says over a real connection to requests that are too large, too slow, or no HTTP at all.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { problemIn, Wire } from './wire.ts';
import { config, RUN, SECRET, Workspace } from './workspace.ts';

const MIB = 1024 * 1024;
let acme: Workspace;
let port: number;
const wires: Wire[] = [];

/** Short times, so that a test does not take long; which times they are changes nothing of what is said. */
const limits = { headMs: 300, requestMs: 600, checkMs: 50, connections: 20 };

beforeEach(async () => {
  acme = await Workspace.open(undefined, { limits });
  port = await acme.listen();
});
afterEach(async () => {
  for (const wire of wires.splice(0)) wire.socket.destroy();
  await acme.close();
});

async function open(): Promise<Wire> {
  const wire = await Wire.open(port);
  wires.push(wire);
  return wire;
}

const lockBody = (more: object = {}) =>
  JSON.stringify({ run: RUN, holder: { user: 'ci', host: 'runner' }, lease_seconds: 60, ...more });

/** A PUT of the lock, whole but for its body. */
const head = (lines: string[] = [], target = '/v1/workspaces/acme/lock', method = 'PUT') =>
  [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${acme.tokens.write}`,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');
const sized = (body: string | Uint8Array) => `Content-Length: ${Buffer.byteLength(body)}`;

async function ask(...parts: (string | Uint8Array)[]) {
  const wire = await open();
  for (const part of parts) wire.send(part);
  await vi.waitUntil(() => wire.answers().length > 0, 5000);
  const [answer] = wire.answers();
  if (!answer) throw new Error('No answer');
  return { answer, wire };
}

/** Asks, and holds the answer to be this problem. */
async function refused(status: number, code: string, ...parts: (string | Uint8Array)[]): Promise<Wire> {
  const { answer, wire } = await ask(...parts);
  expect([answer.status, problemIn(answer)]).toEqual([status, code]);
  return wire;
}

async function isStillFine(): Promise<void> {
  const body = lockBody();
  expect((await ask(head([sized(body)]), body)).answer.status).toBe(200);
}

describe('sizes', () => {
  test('a body that is announced too large is refused before it comes', async () => {
    await refused(413, 'payload_too_large', head([`Content-Length: ${MIB + 1}`]));
    const wire = await refused(
      413,
      'payload_too_large',
      head([`Content-Length: ${50 * MIB}`, 'Expect: 100-continue']),
    );
    expect(wire.received).not.toContain('100 Continue');
  });

  test('a body in chunks is refused where it becomes too large', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    await refused(413, 'payload_too_large', head(['Transfer-Encoding: chunked']), chunk.repeat(17));
  });

  test('a body in chunks, and one that waits to be asked for, are read', async () => {
    const body = lockBody();
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    expect((await ask(head(['Transfer-Encoding: chunked']), chunks)).answer.status).toBe(200);
    const wire = await open();
    wire.send(head([sized(body), 'Expect: 100-continue']));
    await vi.waitUntil(() => wire.received.includes('100 Continue'));
    wire.send(body);
    await vi.waitUntil(() => wire.answers().length === 2);
    expect(wire.answers().map(({ status }) => status)).toEqual([100, 200]);
    expect((await ask(head([sized(body), 'Expect: the-best']), body)).answer.status).toBe(200);
  });

  test('a length that is too short ends the body there, and what follows is no request', async () => {
    const body = lockBody();
    const wire = await refused(400, 'invalid_request', head(['Content-Length: 10']), body);
    await vi.waitUntil(() => wire.isClosed);
    expect(wire.answers()).toHaveLength(1);
  });

  test.for([
    ['a header', () => head([`X-Long: ${'x'.repeat(17_000)}`])],
    ['a path', () => head([], `/v1/workspaces/${'x'.repeat(17_000)}/lock`, 'GET')],
    ['headers together', () => head(Array.from({ length: 90 }, (_, i) => `X-${i}: ${'x'.repeat(200)}`))],
    ['the number of headers', () => head(Array.from({ length: 200 }, (_, i) => `X-${i}: x`))],
  ] as const)('%s beyond the limit', async ([, request]) => {
    await refused(431, 'head_too_large', request());
    await isStillFine();
  });

  test('names and pages beyond the limit do not conform', async () => {
    const get = (path: string) => head([], `/v1/workspaces/acme${path}`, 'GET');
    await refused(400, 'invalid_request', get(`/connections/${'x'.repeat(5000)}`));
    await refused(400, 'invalid_request', get('/connections?limit=1001'));
    await refused(400, 'invalid_request', get(`/connections?cursor=${'x'.repeat(513)}`));
  });
});

describe('bodies', () => {
  const put = (body: string | Uint8Array) => refused(400, 'invalid_request', head([sized(body)]), body);

  test.for<[string, string]>([
    ['a million brackets', '['.repeat(MIB)],
    ['a million objects', '{"a":'.repeat(MIB / 5)],
    ['a million brackets that close', `${'['.repeat(MIB / 2)}${']'.repeat(MIB / 2)}`],
    ['half a million values', `[${'0,'.repeat(MIB / 2 - 10)}0]`],
    ['a million quotation marks', '"'.repeat(MIB)],
    ['a million backslashes', `"${'\\'.repeat(MIB - 1)}`],
  ])('%s cost little', async ([, body]) => {
    const started = performance.now();
    await put(body);
    expect(performance.now() - started).toBeLessThan(1500);
    await isStillFine();
  });

  test.for<[string, string]>([
    ['a key twice', '{"run":"a","run":"b"}'],
    ['a key twice, once with an escape', '{"run":"a","r\\u0075n":"b"}'],
    ['a key twice within', '{"holder":{"user":"a","user":"b"}}'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['__proto__ with an escape', '{"holder":{"\\u005f_proto__":1}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['a trailing comma', '{"run":"a",}'],
    ['a comment', '{}//'],
    ['two values', '{}{}'],
    ['NaN', '{"run":NaN}'],
    ['nothing', ''],
    ['white space', '  '],
    ['a byte order mark', '\ufeff{}'],
    ['half of a character', '{"run":"\\ud800"}'],
    ['NUL', lockBody({ holder: { user: 'a\0b', host: 'c' } })],
  ])('%s is refused', async ([, body]) => {
    await put(body);
  });

  test('what is not UTF-8 is refused', async () => {
    await put(Buffer.from(lockBody({ holder: { user: 'jürgen', host: 'c' } }), 'latin1'));
    await put(Buffer.from(lockBody(), 'utf16le'));
    await put(new Uint8Array([0x7b, 0xff, 0x7d]));
  });

  test('names that objects have anyway are names like others', async () => {
    const workflow = { action: 'get_orders' as const };
    const workflows = Object.fromEntries(['constructor', 'prototype'].map((name) => [name, workflow]));
    const body = { config: config({ workflows }), secrets: { access_token: SECRET } };
    const made = await acme.create('constructor', { body });
    expect(made.status).toBe(201);
    expect(Object.keys((await acme.get('constructor')).json.config.workflows)).toEqual([
      'constructor',
      'prototype',
    ]);
  });

  test('nothing but JSON is taken', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/html',
    ]) {
      const lines = [
        'Host: a',
        `Authorization: Bearer ${acme.tokens.write}`,
        `Content-Type: ${type}`,
        'Content-Length: 2',
      ];
      const request = `PUT /v1/workspaces/acme/lock HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n{}`;
      await refused(415, 'unsupported_media_type', request);
    }
  });
});

describe('what is no request', () => {
  test.for<[string, string]>([
    ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /healthz\r\n\r\n'],
    ['an unknown method', 'BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a line without a colon', 'GET /healthz HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n'],
    ['NUL in a header', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: a\0b\r\n\r\n'],
    ['a bare line feed in a header', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: a\n b\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    [
      'two tokens',
      'GET /healthz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n',
    ],
    [
      'length and chunks',
      'PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX',
    ],
    [
      'chunks and length',
      'PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nX',
    ],
    [
      'chunks that are not last',
      'PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a negative length', 'PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello'],
    ['a path with half an escape', 'GET /v1/workspaces/%E0%A4%A HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s is answered with a problem document', async ([, request]) => {
    const wire = await refused(400, 'invalid_request', request);
    expect(wire.answers()).toHaveLength(1);
    await isStillFine();
  });

  test('methods without an operation, and tunnels', async () => {
    for (const method of ['OPTIONS', 'POST', 'TRACE', 'PROPFIND']) {
      const request = `${method} /v1/workspaces/acme/lock HTTP/1.1\r\nHost: a\r\n\r\n`;
      const { answer } = await ask(request);
      expect([method, answer.status, problemIn(answer)]).toEqual([method, 405, 'method_not_allowed']);
    }
    await refused(405, 'method_not_allowed', 'CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n');
    const { answer } = await ask(
      'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(answer.status).toBe(200);
  });

  test('paths that mean another one after decoding mean nothing', async () => {
    const get = (path: string) => head([], path, 'GET');
    for (const path of [
      '/v1/workspaces/acme/../acme/lock',
      '//v1/workspaces/acme/lock',
      '/V1/workspaces/acme/lock',
      '/v1/workspaces/acme/lock/',
      '/v1/workspaces/acme%2Flock',
      '*',
    ])
      await refused(404, 'not_found', get(path));
    await refused(403, 'forbidden', get('/v1/workspaces/acme%2F..%2Fother/lock'));
    for (const name of ['a%00', '%00', 'a%0a', '%2e%2e', '%2e%2e%2f', '%C3%A9', 'a%20b', 'a%2Fb'])
      await refused(400, 'invalid_request', get(`/v1/workspaces/acme/connections/${name}`));
  });

  test('pipelined requests are answered in their order; what is broken after one does not stand for its answer', async () => {
    const wire = await open();
    wire.send(
      ['/healthz', '/nothing', '/readyz'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''),
    );
    await vi.waitUntil(() => wire.answers().length === 3);
    expect(wire.answers().map(({ status }) => status)).toEqual([200, 404, 200]);
    const broken = await open();
    broken.send(`${head([], '/v1/workspaces/acme/lock', 'GET')}nonsense\r\n\r\n`);
    await vi.waitUntil(() => broken.isClosed);
    expect(broken.answers().map(({ status }) => status)).toEqual([200]);
  });
});

describe('times', () => {
  test('headers that do not end in time', async () => {
    const wire = await open();
    wire.send('GET /healthz HTTP/1.1\r\nHost: a\r\n');
    const drip = setInterval(() => wire.send('X-A: b\r\n'), 50);
    await vi.waitUntil(() => wire.answers().length > 0, 5000);
    clearInterval(drip);
    const [answer] = wire.answers();
    expect(answer && [answer.status, problemIn(answer)]).toEqual([408, 'request_timeout']);
    await vi.waitUntil(() => wire.isClosed);
  });

  test('a body that does not come as announced', async () => {
    const wire = await refused(408, 'request_timeout', head(['Content-Length: 100']), '{');
    await vi.waitUntil(() => wire.isClosed);
    await isStillFine();
  });

  test('a client that goes away in the middle leaves nothing behind', async () => {
    const wire = await open();
    wire.send(head(['Content-Length: 100'])).send('{');
    await vi.waitUntil(() => inFlight() === 1);
    wire.socket.destroy();
    await vi.waitUntil(() => inFlight() === 0);
    await isStillFine();
  });

  test('connections beyond the limit are closed, and counted', async () => {
    const many = await Promise.all(Array.from({ length: 25 }, open));
    await vi.waitUntil(() => many.filter(({ isClosed }) => isClosed).length === 5);
    for (const wire of many) wire.socket.destroy();
    await vi.waitUntil(async () => (await openConnections()) === 0);
    await isStillFine();
    expect(acme.metric('flowlink_connections_dropped_total')).toBe(5);
  });

  const openConnections = () =>
    new Promise<number>((resolve) => acme.app.server.getConnections((_, count) => resolve(count)));
  const inFlight = () => acme.metric('flowlink_requests_in_flight');
});
