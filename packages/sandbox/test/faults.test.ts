// What a store with a fault answers, and how faults are set and lifted.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, type RunningSandbox, startSandbox } from '../src/index.ts';
import { aStore, ask } from './a-store.ts';

let sandbox: RunningSandbox;
const time = '/stores/abc/v2/time';

beforeEach(async () => {
  sandbox = await startSandbox({ stores: [aStore('abc'), aStore('well')], port: 0 });
});
afterEach(() => sandbox.close());

test.for<[Fault, number, string]>([
  [{ kind: 'rate-limited' }, 429, '[{"status":429,"message":"Too Many Requests"}]'],
  [{ kind: 'overloaded' }, 429, '[{"status":429,"message":"Too Many Requests"}]'],
  [{ kind: 'suspended' }, 503, '[{"status":503,"message":"The store is suspended"}]'],
  [{ kind: 'maintenance' }, 503, '[{"status":503,"message":"The store is down for maintenance"}]'],
  [{ kind: 'plan-limit' }, 507, '[{"status":507,"message":"The plan\'s limit is reached"}]'],
  [{ kind: 'redirect' }, 301, ''],
  [{ kind: 'html' }, 200, '<!doctype html><title>Store</title><p>A web page, not an API.'],
  [{ kind: 'plain-401' }, 401, 'Unauthorized'],
])('$0.kind', async ([fault, status, body]) => {
  sandbox.setFault('abc', fault);
  const answer = await ask(sandbox, time);
  expect([answer.status, answer.body]).toEqual([status, body]);
  expect(answer.headers.has('x-rate-limit-requests-left')).toBe(fault.kind !== 'overloaded');
  expect((await ask(sandbox, '/stores/well/v2/time')).status).toBe(200);
  sandbox.setFault('abc', null);
  expect((await ask(sandbox, time)).status).toBe(200);
});

test('the other version has its own shape', async () => {
  sandbox.setFault('abc', { kind: 'suspended' });
  expect(JSON.parse((await ask(sandbox, '/stores/abc/v3/hooks')).body)).toMatchObject({
    status: 503,
    title: 'The store is suspended',
    errors: {},
  });
});

test('rate-limited says when the quota is whole again', async () => {
  sandbox.setFault('abc', { kind: 'rate-limited', ms: 200 });
  const { headers } = await ask(sandbox, time);
  expect(headers.get('x-rate-limit-requests-left')).toBe('0');
  expect(headers.get('x-rate-limit-time-reset-ms')).toBe('200');
  expect(headers.get('x-retry-after')).toBe('1');
});

test('redirect points at https, or wherever it is told', async () => {
  sandbox.setFault('abc', { kind: 'redirect' });
  const { headers } = await ask(sandbox, `${time}?a=b`);
  expect(headers.get('location')).toBe(`${sandbox.url.replace('http:', 'https:')}${time}?a=b`);
  sandbox.setFault('abc', { kind: 'redirect', location: 'https://www.example.com/' });
  expect((await ask(sandbox, time)).headers.get('location')).toBe('https://www.example.com/');
});

test('html and plain-401 are not JSON, and say so', async () => {
  sandbox.setFault('abc', { kind: 'html' });
  expect((await ask(sandbox, time)).headers.get('content-type')).toBe('text/html; charset=utf-8');
  sandbox.setFault('abc', { kind: 'plain-401' });
  expect((await ask(sandbox, time)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('slow answers as ever, later', async () => {
  sandbox.setFault('abc', { kind: 'slow', ms: 120 });
  const before = performance.now();
  expect((await ask(sandbox, time)).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(115);
});

test('hang never answers', async () => {
  sandbox.setFault('abc', { kind: 'hang' });
  const asked = ask(sandbox, time, { signal: AbortSignal.timeout(150) });
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('reset drops the connection', async () => {
  sandbox.setFault('abc', { kind: 'reset' });
  await expect(ask(sandbox, time)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
});

test('a fault that is to last some requests lifts after them', async () => {
  sandbox.setFault('abc', { kind: 'overloaded', times: 2 });
  const statuses: number[] = [];
  for (let index = 0; index < 3; index++) statuses.push((await ask(sandbox, time)).status);
  expect(statuses).toEqual([429, 429, 200]);
});

test('a store that does not exist has no faults', () => {
  expect(() => sandbox.setFault('nowhere', { kind: 'hang' })).toThrow('There is no store nowhere.');
});

test('closing does not wait for what hangs or is slow', async () => {
  sandbox.setFault('abc', { kind: 'hang' });
  sandbox.setFault('well', { kind: 'slow', ms: 60_000 });
  const waiting = [ask(sandbox, time), ask(sandbox, '/stores/well/v2/time')].map((asked) =>
    asked.catch(() => 'dropped'),
  );
  await expect.poll(() => Object.keys(sandbox.requests())).toHaveLength(2);
  await sandbox.close();
  expect(await Promise.all(waiting)).toEqual(['dropped', 'dropped']);
  sandbox = await startSandbox({ stores: [], port: 0 });
});

describe('over HTTP', () => {
  const put = (hash: string, body: string) =>
    ask(sandbox, `/_sandbox/stores/${hash}/fault`, { method: 'PUT', body });

  test('a fault is set and lifted', async () => {
    expect((await put('abc', '{"kind":"plan-limit"}')).status).toBe(204);
    expect((await ask(sandbox, time)).status).toBe(507);
    expect((await put('abc', 'null')).status).toBe(204);
    expect((await ask(sandbox, time)).status).toBe(200);
  });

  test.for<[string, string]>([
    ['{"kind":"fire"}', 'kind is one of rate-limited, overloaded,'],
    ['{"kind":"slow","ms":-1}', 'ms is a whole number of milliseconds.'],
    ['{"kind":"slow","times":0.5}', 'times is a whole number.'],
    ['{"kind":"redirect","location":"a\\nb"}', 'location is an address.'],
    ['{"kind":"slow","delay":1}', 'A fault has no “delay”.'],
    ['slow', 'A fault is an object with a kind, or null.'],
  ])('%s is refused', async ([fault, message]) => {
    const { status, body } = await put('abc', fault);
    expect(status).toBe(400);
    expect(JSON.parse(body).error).toContain(message);
    expect((await ask(sandbox, time)).status).toBe(200);
  });

  test.for([
    ['PUT', '/_sandbox/stores/nowhere/fault', 404],
    ['GET', '/_sandbox/stores/abc/fault', 405],
    ['POST', '/_sandbox/requests', 405],
    ['GET', '/_sandbox/nothing', 404],
  ] as const)('%s %s is answered %i', async ([method, path, status]) => {
    const init = method === 'PUT' ? { method, body: 'null' } : { method };
    expect((await ask(sandbox, path, init)).status).toBe(status);
  });
});
