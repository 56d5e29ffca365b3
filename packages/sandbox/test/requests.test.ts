// What the sandbox remembers of what it was asked.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../src/index.ts';
import { aStore, ask, everything } from './a-store.ts';

let sandbox: RunningSandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ stores: [aStore('abc'), aStore('other')], port: 0 });
});
afterEach(() => sandbox.close());

test('requests are counted by store and path, also over HTTP, and never with a token', async () => {
  await ask(sandbox, '/stores/abc/v2/time');
  await ask(sandbox, '/stores/abc/v2/time');
  await ask(sandbox, '/stores/abc/v2/orders?limit=1', { method: 'POST' });
  await ask(sandbox, '/stores/nowhere/v2/time');
  await ask(sandbox, '/v2/time');
  const counted = {
    abc: { total: 3, writes: 1, max_parallel: 1, paths: { 'GET /v2/time': 2, 'POST /v2/orders': 1 } },
    nowhere: { total: 1, writes: 0, max_parallel: 1, paths: { 'GET /v2/time': 1 } },
    '': { total: 1, writes: 0, max_parallel: 1, paths: { 'GET /v2/time': 1 } },
  };
  expect(sandbox.requests()).toEqual(counted);
  const { body } = await ask(sandbox, '/_sandbox/requests');
  expect(JSON.parse(body)).toEqual(counted);
  expect(body).not.toContain(everything.access_token);
});

test('the greatest number in parallel is remembered for each store', async () => {
  sandbox.setFault('abc', { kind: 'slow', ms: 100 });
  sandbox.setFault('other', { kind: 'slow', ms: 100 });
  const time = (hash: string) => ask(sandbox, `/stores/${hash}/v2/time`);
  await Promise.all([...Array.from({ length: 5 }, () => time('abc')), time('other'), time('other')]);
  await time('abc');
  expect(sandbox.requests().abc?.max_parallel).toBe(5);
  expect(sandbox.requests().other?.max_parallel).toBe(2);
});

test('a client that gives up is no longer under way', async () => {
  sandbox.setFault('abc', { kind: 'hang' });
  for (let index = 0; index < 3; index++) {
    await ask(sandbox, '/stores/abc/v2/time', { signal: AbortSignal.timeout(60) }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(sandbox.requests().abc).toMatchObject({ total: 3, max_parallel: 1 });
});
