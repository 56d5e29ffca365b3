// How often and after what waits a request is sent again, on a clock that only tests move.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { Gate } from './gate.ts';
import { sendPatiently } from './retry.ts';
import type { Answer, HttpRequest } from './transport.ts';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://flowlink.example.com/', headers: {} };
const START = Date.parse('2026-01-01T00:00:00Z');

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

const clock = { ...systemClock, random: () => 0 };
const unreachable: Answer = { error: 'unreachable', reason: 'x' };
const status = (code: number, headers = {}, body = '') => ({ status: code, headers, body });
const ok = status(200, { 'content-type': 'application/json' }, '{}');

/**
 * Sends to a backend that gives the answers one after the other, the last again and again.
 *
 * @param tookMs how long each takes, unless the client gives up before
 * @returns the last answer, when each request was sent and when it was over, in milliseconds
 */
async function sent(answers: readonly Answer[], tookMs = 0, gate = new Gate(clock)) {
  const at: number[] = [];
  const transport = {
    async send({ withinMs = 0 }: HttpRequest) {
      at.push(Date.now() - START);
      const waitMs = Math.min(tookMs, withinMs);
      await clock.sleep(waitMs);
      return waitMs < tookMs
        ? ({ error: 'timeout', seconds: waitMs / 1000 } as const)
        : (answers[Math.min(at.length, answers.length) - 1] as Answer);
    },
  };
  const sending = sendPatiently(REQUEST, { transport, clock, gate });
  await vi.runAllTimersAsync();
  return { answer: await sending, at, endMs: Date.now() - START };
}

test('a backend that is down is given up within seconds', async () => {
  const { at } = await sent([unreachable]);
  expect(at).toEqual([0, 125, 375, 875, 1875]);
});

test.for([
  ['refuses after ten seconds', 10_000, unreachable],
  ['is silent for thirty', 30_000, { error: 'timeout', seconds: 30 }],
  ['would take for ever', 1_000_000, unreachable],
] as const)('a backend that %s is given up within a minute', async ([, tookMs, answer]) => {
  const { endMs, at } = await sent([answer], tookMs);
  expect(endMs).toBeLessThanOrEqual(60_000);
  expect(at.length).toBeLessThanOrEqual(5);
});

test('a connection that was kept and then closed at the other end costs no wait, once', async () => {
  const brokenOff: Answer = { error: 'unreachable', reason: 'x', brokenOff: true };
  expect((await sent([brokenOff, ok])).at).toEqual([0, 0]);
  expect((await sent([brokenOff, brokenOff, ok])).at.length).toBe(3);
});

test.for<[string, Answer, number]>([
  ['a certificate that is not accepted', { error: 'unreachable', reason: 'x', obstacle: 'tls' }, 1],
  ['a proxy that refuses', { error: 'unreachable', reason: 'x', obstacle: 'proxy' }, 1],
  ['an unknown host', { error: 'unreachable', reason: 'x', obstacle: 'name' }, 1],
  ['a web page in place of an answer', status(200, { 'content-type': 'text/html' }, '<html>'), 1],
  ['a refusal', status(409, {}, '{}'), 1],
  ['a redirect', status(302, { location: '/' }), 1],
  ['an error of its own', status(500, {}, '{}'), 2],
  ['a request that came too slowly', status(408, {}, '{}'), 2],
  ['JSON that was cut off', status(200, { 'content-type': 'application/json' }, '{"connections":[{'), 2],
  ['nothing, of a type all the same', status(204, { 'content-type': 'application/json; charset=utf-8' }), 1],
  ['a web page that says 502', status(502, { 'content-type': 'text/html' }, '<html>'), 5],
  ['a time limit', { error: 'timeout', seconds: 1 }, 5],
])('%s is sent so often: %s', async ([, answer, times]) => {
  expect((await sent([answer])).at).toHaveLength(times);
});

test.for<[string, string, number[]]>([
  ['seconds', '7', [0, 7_000]],
  ['a date', 'Thu, 01 Jan 2026 00:00:30 GMT', [0, 30_000]],
  ['a date in the past', 'Thu, 01 Jan 2025 00:00:30 GMT', [0, 125]],
  ['at once', '0', [0, 125]],
  ['something else', 'soon', [0, 125]],
  ['a negative number', '-5', [0, 125]],
  ['more than a minute', '61', [0]],
  ['years', '99999999999999999999', [0]],
])('Retry-After is heeded up to a minute: %s', async ([, value, times]) => {
  const { at, answer } = await sent([status(429, { 'retry-after': value }), ok]);
  expect(at).toEqual(times);
  expect(answer).toMatchObject({ status: times.length === 1 ? 429 : 200 });
});

test('a backend that asks for a wait again and again is given up as well', async () => {
  const { at } = await sent([status(503, { 'retry-after': '25' })]);
  expect(at).toEqual([0, 25_000, 50_000]);
});

test('what one request was told to wait, all wait', async () => {
  const gate = new Gate(clock);
  const first = sent([status(429, { 'retry-after': '9' }), ok], 0, gate);
  await first;
  gate.close(4_000);
  const { at } = await sent([ok], 0, gate);
  expect(at).toEqual([9_000 + 4_000]);
});

test('a quota that is used up is waited for before a 429 says so', async () => {
  const gate = new Gate(clock);
  const headers = { ...ok.headers, ratelimit: '"hour";r=900;t=1200, "burst";r=0;t=3' };
  await sent([{ ...ok, headers }], 0, gate);
  const { at } = await sent([ok], 0, gate);
  expect(at[0]).toBeGreaterThanOrEqual(3_000);
});
