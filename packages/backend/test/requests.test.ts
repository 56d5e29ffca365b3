// Who may ask for what, what does not conform to the contract, and what must never be seen.
import { type Operation, operations } from '@flowlink/schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCursor } from '../src/http/cursor.ts';
import { GUARDED } from './wire.ts';
import { asNew, config, RUN, SECRET, Workspace } from './workspace.ts';

let acme: Workspace;

beforeEach(async () => {
  acme = await Workspace.open();
});
afterEach(() => acme.close());

describe('who may do what', () => {
  const filled = (path: string, workspace: string) =>
    path.replace('{workspace}', workspace).replace('{name}', 'acme-us').replace('{run}', RUN);
  const guarded = Object.entries(operations).filter(([, { role }]) => role !== null);

  test('every operation below a workspace is guarded but the one that gives tokens, and no other', () => {
    const below = Object.values(operations).filter(
      (operation) => operation.path.includes('{workspace}') && operation !== operations.exchangeToken,
    );
    expect(guarded.map(([, operation]) => operation)).toEqual(below);
    expect(guarded.length).toBeGreaterThanOrEqual(15);
  });

  test.for(guarded)(
    '%s asks for a token of the workspace with the role',
    async ([, { method, path, role }]) => {
      const ask = async (token: string, workspace = 'acme') =>
        (await acme.call(method, filled(path, workspace), { token })).status;
      expect(await ask('fl_unknown')).toBe(401);
      expect(await ask(acme.tokens.foreign)).toBe(403);
      expect(await ask(acme.tokens.admin, 'other')).toBe(403);
      expect(await ask(acme.tokens.read)).toSatisfy((found: number) =>
        role === 'read' ? found !== 403 : found === 403,
      );
      expect([401, 403]).not.toContain(await ask(acme.tokens.write));
      expect([401, 403]).not.toContain(await ask(acme.tokens.admin));
      const anonymous = await acme.app.inject({ method, url: filled(path, 'acme') });
      expect(anonymous.statusCode).toBe(401);
      expect(anonymous.headers['www-authenticate']).toBe('Bearer');
    },
  );

  test('operations for those who run it need no token', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics']) {
      expect((await acme.app.inject({ method: 'GET', url: path })).statusCode).toBe(200);
    }
    expect((await acme.app.inject('/metrics')).body).toContain(
      'flowlink_requests_total{operation="health",status="2xx"} 1',
    );
  });
});

describe('requests that do not conform', () => {
  test.for<[string, Operation['method'], string, unknown, number]>([
    ['an unknown field', 'PUT', '/connections/acme-us', { config: config(), extra: 1 }, 400],
    [
      'a wrong parameter',
      'PUT',
      '/connections/acme-us',
      { config: config({ workflows: { s: { action: 'set_inventory', parameters: { limit: 1 } } } }) },
      400,
    ],
    ['an unknown query parameter', 'GET', '/connections?x=1', undefined, 400],
    ['a limit out of range', 'GET', '/connections?limit=1001', undefined, 400],
    ['a bad name', 'GET', '/connections/NOT%20A%20NAME', undefined, 400],
    ['a bad run', 'GET', '/runs/1', undefined, 400],
    ['an unknown mode', 'POST', '/runs', { id: RUN, mode: 'undo', holder: {}, planned: 1 }, 400],
    ['an unknown path', 'GET', '/v2/nothing', undefined, 404],
    ['a method that is not allowed', 'POST', '/lock', {}, 405],
    ['an audit entry from outside', 'POST', '/audit', {}, 405],
  ])('%s', async ([, method, path, body, status]) => {
    const headers = method === 'PUT' ? asNew() : {};
    const answer = await acme.call(method, path, { ...(body === undefined ? {} : { body }), headers });
    expect(answer.status).toBe(status);
  });

  test('broken and oversized bodies are refused without repeating them', async () => {
    const put = (payload: string, type = 'application/json') =>
      acme.app.inject({
        method: 'PUT',
        url: '/v1/workspaces/acme/lock',
        payload,
        headers: { authorization: `Bearer ${acme.tokens.write}`, 'content-type': type },
      });
    const broken = await put(`{"secret": "${SECRET}`);
    expect(broken.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(broken.body).not.toContain(SECRET);
    expect((await put(`"${'x'.repeat(1024 * 1024)}"`)).json()).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
    expect((await put('a=1', 'application/x-www-form-urlencoded')).json()).toMatchObject({ status: 415 });
  });
});

describe('what no database keeps', () => {
  test.for([
    ['connections', 'name', 'a\0b'],
    ['connections', 'name', '\ud800'],
    ['runs', 'position', ''],
    ['runs', 'position', '-1'],
    ['runs', 'position', '1.5'],
    ['runs', 'position', '1e400'],
    ['runs', 'position', '0x10'],
    ['runs', 'position', '9'.repeat(30)],
    ['audit', 'audit', '1\0'],
  ])('a cursor of %s with the %s %j', async ([list, kind, value]) => {
    const cursor = encodeCursor(kind ?? '', value ?? '');
    expect((await acme.call('GET', `/${list}?cursor=${cursor}`)).status).toBe(400);
  });

  test('NUL and other control characters in a user', async () => {
    for (const user of ['%00', 'a%00b', 'a%0Ab', '%1B%5B2J', '%7F', '%C2%9B']) {
      const made = await acme.create('acme-us', { headers: { ...asNew(), 'flowlink-user': user } });
      expect([user, made.status]).toEqual([user, 400]);
    }
    const made = await acme.create('acme-us', {
      headers: { ...asNew(), 'flowlink-user': 'J%C3%BCrgen%20%F0%9F%98%80' },
    });
    expect(made.status).toBe(201);
  });

  test('parameters that come twice', async () => {
    expect((await acme.call('GET', '/connections?limit=1&limit=2')).status).toBe(400);
    expect((await acme.call('GET', '/connections?__proto__=1')).status).toBe(400);
    expect((await acme.call('GET', '/connections?constructor=1')).status).toBe(400);
  });
});

test('every answer carries the headers that guard it', async () => {
  const get = (url: string) =>
    acme.app.inject({ url, headers: { authorization: `Bearer ${acme.tokens.read}` } });
  const good = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/v1/workspaces/acme/lock'];
  const bad = ['/nothing', '/v1/workspaces/other/lock', '/v1/workspaces/acme/runs/1', '/%E0%A4%A'];
  for (const url of [...good, ...bad]) {
    const { headers, statusCode } = await get(url);
    expect([url, statusCode >= 400]).toEqual([url, bad.includes(url)]);
    expect(headers).toMatchObject({ ...GUARDED, 'x-request-id': expect.any(String) });
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin', 'strict-transport-security'])
      expect(headers).not.toHaveProperty(name);
  }
});

test('no secret is at rest or in the log in clear, and the tokens are not either', async () => {
  await acme.lock();
  await acme.apply();
  const body = { config: config(), secrets: { access_token: SECRET }, extra: 1 };
  await acme.create('acme-us', { body });
  const kept = await acme.database.atRest();
  expect(kept.some((text) => text.includes('acme-us'))).toBe(true);
  for (const text of [...kept, Buffer.from(acme.log)]) {
    expect(text.includes(SECRET)).toBe(false);
    for (const token of Object.values(acme.tokens)) expect(text.includes(token)).toBe(false);
  }
  expect(acme.log).toContain('"operation":"putConnection"');
});
