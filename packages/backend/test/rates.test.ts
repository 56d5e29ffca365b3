// How often a token may ask, and an address without one.
import { afterEach, expect, test } from 'vitest';
import type { ServerOptions } from '../src/http/server.ts';
import { config, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;
afterEach(() => acme.close());

const open = async (options: Partial<ServerOptions>) => {
  acme = await Workspace.open(undefined, options);
};

/** Asks for the lock. */
async function ask(token: string, { address = '192.0.2.1', ...headers }: Record<string, string> = {}) {
  const response = await acme.app.inject({
    url: '/v1/workspaces/acme/lock',
    headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...headers },
    remoteAddress: address,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

test('a token is told what is left, refused beyond it, and served again when its time has come', async () => {
  await open({ rates: { token: { perSecond: 2, burst: 4 } } });
  const answers = [];
  for (let count = 0; count < 5; count++) answers.push(await ask(acme.tokens.read));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.ratelimit)).toEqual([
    '"token";r=3;t=1',
    '"token";r=2;t=1',
    '"token";r=1;t=2',
    '"token";r=0;t=2',
    '"token";r=0;t=1',
  ]);
  const last = answers[4];
  expect(last?.headers).toMatchObject({ 'ratelimit-policy': '"token";q=4;w=2', 'retry-after': '1' });
  expect(last?.body).toMatchObject({ code: 'rate_limited', status: 429 });
  expect((await ask(acme.tokens.write)).status).toBe(200);
  acme.wait(1);
  expect((await ask(acme.tokens.read)).status).toBe(200);
  expect(acme.metric('flowlink_rate_limited_total{limit="token"}')).toBe(1);
  expect(acme.metric('flowlink_problems_total{code="rate_limited"}')).toBe(1);
});

test('writes that come together count as so many requests, and what is not left is owed', async () => {
  await open({ rates: { token: { perSecond: 1, burst: 5 } } });
  await acme.lock();
  const write = (name: string) => ({
    name,
    revision: null,
    write: { config: config(), secrets: { access_token: SECRET } },
  });
  const send = (names: string[]) =>
    acme.call('POST', '/batch', { body: { writes: names.map(write) }, headers: { 'flowlink-run': RUN } });
  const first = await send(['a', 'b', 'c']);
  expect(first.headers.ratelimit).toBe('"token";r=1;t=4');
  const second = await send(['d', 'e', 'f']);
  expect([second.status, second.headers.ratelimit]).toEqual([200, '"token";r=0;t=7']);
  const third = await send(['g']);
  expect([third.status, third.headers['retry-after']]).toEqual([429, '3']);
  acme.wait(3);
  expect((await send(['g'])).status).toBe(200);
});

test('a write that is refused has not been made', async () => {
  await open({ rates: { token: { perSecond: 1, burst: 1 } } });
  expect((await acme.create('one')).status).toBe(201);
  expect((await acme.create('two')).status).toBe(429);
  acme.wait(1);
  expect((await acme.get('two')).status).toBe(404);
});

test('who tries tokens is refused by his address, and nobody who has one', async () => {
  await open({ rates: { address: { perSecond: 1, burst: 3 } } });
  const statuses = [];
  for (const token of ['', 'fl_guess', acme.tokens.foreign, 'fl_another', ''])
    statuses.push((await ask(token)).status);
  expect(statuses).toEqual([401, 401, 403, 429, 429]);
  expect((await ask(acme.tokens.read)).status).toBe(200);
  expect((await ask('fl_guess', { address: '192.0.2.2' })).status).toBe(401);
  expect((await ask('fl_guess', { address: '::ffff:192.0.2.1' })).status).toBe(429);
  for (const path of ['/healthz', '/readyz']) {
    expect((await acme.app.inject({ url: path, remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
  }
  acme.wait(1);
  expect((await ask('fl_guess')).status).toBe(401);
});

test('X-Forwarded-For is believed of a trusted proxy only', async () => {
  const rates = { address: { perSecond: 1, burst: 1 } };
  const via = (address: string, forwarded: string) =>
    ask('', { address, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' });
  await open({ rates });
  expect((await via('192.0.2.1', '198.51.100.1')).status).toBe(401);
  const lied = await via('192.0.2.1', '198.51.100.2');
  expect(lied.status).toBe(429);
  expect(lied.headers).not.toHaveProperty('strict-transport-security');
  await acme.close();

  await open({ rates, trustedProxies: ['10.0.0.0/8'] });
  expect((await via('192.0.2.1', '198.51.100.1')).status).toBe(401);
  expect((await via('192.0.2.1', '198.51.100.2')).status).toBe(429);
  const proxied = await via('10.1.2.3', '198.51.100.1');
  expect(proxied.status).toBe(401);
  expect(proxied.headers['strict-transport-security']).toBe('max-age=31536000');
  expect((await via('10.1.2.3', '198.51.100.2')).status).toBe(401);
  // What the client wrote itself stands before what the proxy added.
  expect((await via('10.1.2.3', '198.51.100.9, 198.51.100.2')).status).toBe(429);
});

test('without rates nothing is counted or said', async () => {
  await open({ rates: 'off' });
  const answers = await Promise.all(Array.from({ length: 150 }, () => ask('fl_guess')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect((await ask(acme.tokens.read)).headers).not.toHaveProperty('ratelimit');
});
