// The limiter, the waits and a backend with a quota together, simulated on a clock that only tests move.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Gate } from '../backend/gate.ts';
import { sendPatiently } from '../backend/retry.ts';
import type { Answer, HttpRequest } from '../backend/transport.ts';
import { systemClock } from '../clock.ts';
import { Limiter } from './limiter.ts';
import { runAll } from './run-changes.ts';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://flowlink.example.com/', headers: {} };
const LATENCY_MS = 50;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Takes so many requests in each window, and says what is left if it `tells`. */
function limited({ quota, windowMs, tells }: { quota: number; windowMs: number; tells: boolean }) {
  let [window, used, refused] = [-1, 0, 0];
  return {
    refused: () => refused,
    async send(): Promise<Answer> {
      await systemClock.sleep(LATENCY_MS / 2);
      const current = Math.floor(Date.now() / windowMs);
      if (current !== window) [window, used] = [current, 0];
      const resetSeconds = Math.ceil(((current + 1) * windowMs - Date.now()) / 1000);
      const isRefused = used >= quota;
      if (isRefused) refused++;
      else used++;
      const left = quota - used;
      await systemClock.sleep(LATENCY_MS / 2);
      const ratelimit = `"default";r=${left};t=${resetSeconds}`;
      if (isRefused) return { status: 429, headers: { 'retry-after': String(resetSeconds) }, body: '' };
      return { status: 200, headers: tells ? { ratelimit } : {}, body: '{}' };
    },
  };
}

async function run(backend: ReturnType<typeof limited>, requests: number) {
  const limiter = new Limiter(10);
  const limits: number[] = [];
  limiter.watch((limit) => limits.push(limit));
  const clock = { ...systemClock, random: () => 0.5 };
  const gate = new Gate(clock);
  let done = 0;
  const all = runAll(
    Array.from({ length: requests }),
    limiter,
    () => false,
    async () => {
      const answer = await sendPatiently(REQUEST, { transport: backend, clock, gate, observer: limiter });
      if (!('error' in answer) && answer.status === 200) {
        done++;
        limiter.succeeded();
      }
    },
  );
  await vi.runAllTimersAsync();
  await all;
  return { done, limits, seconds: Date.now() / 1000, refused: backend.refused() };
}

test('a backend that tells its quota never has to refuse, and its quota is used', async () => {
  const { done, refused, seconds, limits } = await run(
    limited({ quota: 40, windowMs: 5_000, tells: true }),
    200,
  );
  expect(done).toBe(200);
  expect(refused).toBe(0);
  // Five windows at best.
  expect(seconds).toBeLessThan(30);
  expect(Math.min(...limits)).toBe(1);
  expect(Math.max(...limits)).toBe(10);
});

test('one that does not tell refuses few, and every change is made all the same', async () => {
  const { done, refused, seconds } = await run(limited({ quota: 40, windowMs: 5_000, tells: false }), 200);
  expect(done).toBe(200);
  // At most what was under way when a window was used up.
  expect(refused).toBeLessThanOrEqual(5 * 10);
  expect(seconds).toBeLessThan(35);
});

test('without a quota in the way nothing is slowed down', async () => {
  const { limits, seconds } = await run(limited({ quota: 1_000, windowMs: 5_000, tells: true }), 200);
  expect(limits).toEqual([]);
  expect(seconds).toBeCloseTo((200 / 10) * (LATENCY_MS / 1000), 1);
});

test('requests that were under way together halve the limit once', () => {
  const limiter = new Limiter(8);
  const underWay = Array.from({ length: 8 }, () => limiter.sending());
  for (const sending of underWay) sending.overloaded();
  expect(limiter.limit).toBe(4);
  limiter.sending().overloaded();
  expect(limiter.limit).toBe(2);
});
