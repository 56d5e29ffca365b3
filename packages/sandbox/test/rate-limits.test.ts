// The quota of a store: how it is told, shared, used up and made whole.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../src/index.ts';
import { aStore, ask, everything, nothing } from './a-store.ts';

let now: number;
let sandbox: RunningSandbox;

beforeEach(async () => {
  now = 1_750_000_000_000;
  const stores = [aStore('small'), aStore('plus', { plan: 'plus' }), aStore('large', { plan: 'pro' })];
  sandbox = await startSandbox({ stores, port: 0, clock: () => now });
});
afterEach(() => sandbox.close());

function limits(headers: Headers) {
  return Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith('x-')).map(([name, value]) => [name, Number(value)]),
  );
}

async function spend(hash: string, count: number) {
  for (let index = 0; index < count; index++) await ask(sandbox, `/stores/${hash}/v2/time`);
}

test.for([
  ['small', 150],
  ['plus', 150],
  ['large', 450],
] as const)('the quota of %s is %i in 30 seconds', async ([hash, quota]) => {
  expect(limits((await ask(sandbox, `/stores/${hash}/v2/time`)).headers)).toEqual({
    'x-rate-limit-requests-left': quota - 1,
    'x-rate-limit-requests-quota': quota,
    'x-rate-limit-time-window-ms': 30_000,
    'x-rate-limit-time-reset-ms': 30_000,
  });
});

test('every token of the store spends it, whatever the answer', async () => {
  const left = async (path: string, token: string) =>
    limits((await ask(sandbox, path, { token })).headers)['x-rate-limit-requests-left'];
  expect(await left('/stores/small/v2/time', everything.access_token)).toBe(149);
  expect(await left('/stores/small/v2/orders', nothing.access_token)).toBe(148);
  expect(await left('/stores/small/v2/nothing', everything.access_token)).toBe(147);
  expect(await left('/stores/small/v2/time', 'unknown')).toBe(146);
  expect(await left('/stores/large/v2/time', everything.access_token)).toBe(449);
});

test('used up: 429 until the window ends, then the quota is whole', async () => {
  await spend('small', 150);
  now += 12_500;
  const refused = await ask(sandbox, '/stores/small/v2/time');
  expect([refused.status, refused.body]).toEqual([429, '[{"status":429,"message":"Too Many Requests"}]']);
  expect(limits(refused.headers)).toEqual({
    'x-rate-limit-requests-left': 0,
    'x-rate-limit-requests-quota': 150,
    'x-rate-limit-time-window-ms': 30_000,
    'x-rate-limit-time-reset-ms': 17_500,
    'x-retry-after': 18,
  });
  expect((await ask(sandbox, '/stores/large/v2/time')).status).toBe(200);
  now += 17_499;
  expect((await ask(sandbox, '/stores/small/v3/hooks')).status).toBe(429);
  now += 1;
  const whole = await ask(sandbox, '/stores/small/v2/time');
  expect(whole.status).toBe(200);
  expect(limits(whole.headers)['x-rate-limit-requests-left']).toBe(149);
});
