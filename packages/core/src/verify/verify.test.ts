// Verifying is gentle with the stores, bounded in time, and says of every trouble what it is.
import type { Fault } from '@flowlink/sandbox';
import { expect, test } from 'vitest';
import {
  aConnection,
  aStore,
  codesOf,
  impatient,
  TOKEN,
  WaitingClock,
  withScopes,
  world,
} from '../../test/verify-support.ts';
import type { Transport } from '../backend/transport.ts';
import { systemClock } from '../clock.ts';
import type { VerifyResult } from './verify.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test.for<[Fault, string, number]>([
  [{ kind: 'rate-limited', ms: 2_000 }, 'verify-rate-limited', 3],
  [{ kind: 'overloaded' }, 'verify-rate-limited', 3],
  [{ kind: 'suspended' }, 'verify-unavailable', 2],
  [{ kind: 'maintenance' }, 'verify-unavailable', 2],
  [{ kind: 'plan-limit' }, 'verify-plan-limit', 1],
  [{ kind: 'redirect' }, 'verify-redirected', 1],
  [{ kind: 'html' }, 'verify-not-bigcommerce', 1],
  [{ kind: 'hang' }, 'verify-timeout', 2],
  [{ kind: 'reset' }, 'verify-unreachable', 2],
])('%j is %s after %i requests, and contradicts nothing', async ([fault, code, requests]) => {
  const { sandbox, transport, verify } = await world([aStore('abc123')], new WaitingClock());
  sandbox.setFault('abc123', fault);
  const [result] = await verify([aConnection('abc123')], { transport: impatient(transport) });
  expect(result).toMatchObject({ status: 'unreachable', requests, overGranted: [] });
  expect(result?.diagnostics).toMatchObject([{ code, severity: 'error', connection: 'abc123' }]);
  expect(result?.checks.every(({ status }) => status === 'unverifiable')).toBe(true);
  expect(sandbox.requests().abc123?.total).toBe(requests);
});

test('401 in plain text is the token', async () => {
  const { sandbox, verify } = await world([aStore('abc123')]);
  sandbox.setFault('abc123', { kind: 'plain-401' });
  const [result] = await verify([aConnection('abc123')]);
  expect(result).toMatchObject({ status: 'failed', diagnostics: [{ code: 'verify-token' }] });
});

test('a store that is slow is verified', async () => {
  const { sandbox, verify } = await world([aStore('abc123')]);
  sandbox.setFault('abc123', { kind: 'slow', ms: 50 });
  expect((await verify([aConnection('abc123')]))[0]?.status).toBe('verified');
});

test('an address where nothing listens is unreachable', async () => {
  const { sandbox, verify } = await world([], new WaitingClock());
  await sandbox.close();
  sandbox.close = async () => {};
  const [result] = await verify([aConnection('abc123')]);
  expect(result).toMatchObject({ status: 'unreachable', diagnostics: [{ code: 'verify-unreachable' }] });
});

test.for<[Fault, number]>([
  [{ kind: 'suspended', times: 1 }, 9],
  [{ kind: 'reset', times: 1 }, 9],
  [{ kind: 'hang', times: 1 }, 9],
  [{ kind: 'overloaded', times: 2 }, 10],
  [{ kind: 'rate-limited', ms: 29_000, times: 2 }, 10],
])('%j passes unnoticed', async ([fault, requests]) => {
  const { sandbox, transport, verify } = await world([aStore('abc123')], new WaitingClock());
  sandbox.setFault('abc123', fault);
  const [result] = await verify([aConnection('abc123')], { transport: impatient(transport) });
  expect(result).toMatchObject({ status: 'verified', diagnostics: [], requests });
});

test('429 waits as long as the header says, or longer each time without it', async () => {
  for (const [fault, elapsed] of [
    [{ kind: 'rate-limited', ms: 29_000, times: 2 }, 58_000],
    [{ kind: 'overloaded', times: 2 }, 750 + 1_500],
  ] as const) {
    const clock = new WaitingClock();
    const { sandbox, verify } = await world([aStore('abc123')], clock);
    sandbox.setFault('abc123', fault);
    await verify([aConnection('abc123')]);
    expect(clock.elapsedMs).toBe(elapsed);
  }
});

test('429 that asks for more than a minute is given up without waiting', async () => {
  const clock = new WaitingClock();
  const { sandbox, verify } = await world([aStore('abc123')], clock);
  sandbox.setFault('abc123', { kind: 'rate-limited', ms: 61_000 });
  const [result] = await verify([aConnection('abc123')]);
  expect(result).toMatchObject({ status: 'unreachable', requests: 1 });
  expect(clock.elapsedMs).toBe(0);
});

test('a store that was given up is not asked by its other connections', async () => {
  const { sandbox, verify } = await world([aStore('abc123'), aStore('other1')], new WaitingClock());
  sandbox.setFault('abc123', { kind: 'maintenance' });
  const results = await verify(
    [...numbers(6).map((index) => aConnection('abc123', {}, `us-${index}`)), aConnection('other1')],
    { concurrency: 1 },
  );
  expect(results.map(({ status }) => status)).toEqual([...Array(6).fill('unreachable'), 'verified']);
  expect(results.slice(0, 6).flatMap(codesOf)).toEqual(Array(6).fill('verify-unavailable'));
  expect(results.map(({ requests }) => requests)).toEqual([2, 0, 0, 0, 0, 0, 8]);
  expect(sandbox.requests().abc123?.total).toBe(2);
});

test('connections of one store share three requests at once, and nothing but GET is sent', async () => {
  const { sandbox, verify } = await world([aStore('abc123'), aStore('other1')]);
  for (const hash of ['abc123', 'other1']) sandbox.setFault(hash, { kind: 'slow', ms: 40 });
  const results = await verify([
    ...numbers(7).map((index) => aConnection('abc123', {}, `us-${index}`)),
    aConnection('other1'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(Array(8).fill('verified'));
  const { abc123, other1 } = sandbox.requests();
  expect(abc123).toMatchObject({ total: 56, writes: 0, max_parallel: 3 });
  expect(other1).toMatchObject({ total: 8, writes: 0, max_parallel: 3 });
  expect(Object.keys(abc123?.paths ?? {}).filter((path) => !path.startsWith('GET '))).toEqual([]);
});

test('ten requests of the quota stay with the other apps of the store', async () => {
  const clock = new WaitingClock();
  const { sandbox, transport, verify } = await world([aStore('abc123')], clock);
  const left: number[] = [];
  const watching: Transport = {
    async send(request) {
      const answer = await transport.send(request);
      if (!('error' in answer)) left.push(Number(answer.headers['x-rate-limit-requests-left']));
      return answer;
    },
  };
  const connections = numbers(40).map((index) => aConnection('abc123', {}, `us-${index}`));
  const results = await verify(connections, { transport: watching });
  expect(results.every(({ status }) => status === 'verified')).toBe(true);
  expect(sandbox.requests().abc123?.total).toBe(320);
  expect(left).toHaveLength(320);
  expect(Math.min(...left)).toBe(10);
  // 320 requests need three windows, so two are waited for.
  expect(clock.elapsedMs).toBeGreaterThanOrEqual(60_000);
  expect(clock.elapsedMs).toBeLessThan(65_000);
});

test('sixty stores at once: every connection has its result, in the given order, and each is reported', async () => {
  const hashes = numbers(60).map((index) => `store${index}`);
  const { sandbox, verify } = await world(
    hashes.map((hash, index) => aStore(hash, index === 17 ? withScopes() : {})),
    new WaitingClock(),
  );
  sandbox.setFault('store41', { kind: 'reset' });
  const reported: VerifyResult[] = [];
  const results = await verify(
    hashes.map((hash) => aConnection(hash)),
    { report: (result) => reported.push(result) },
  );
  expect(results.map(({ name }) => name)).toEqual(hashes);
  expect(results.map(({ status }, index) => (status === 'verified' ? '' : `${index} ${status}`))).toEqual(
    hashes.map((_, index) => (index === 17 ? '17 failed' : index === 41 ? '41 unreachable' : '')),
  );
  expect(new Set(reported)).toEqual(new Set(results));
  expect(reported).toHaveLength(60);
});

test('no more connections than asked for are under way at once', async () => {
  const hashes = numbers(6).map((index) => `store${index}`);
  const { transport, verify } = await world(hashes.map((hash) => aStore(hash)));
  const underWay: string[] = [];
  let most = 0;
  const watching: Transport = {
    async send(request) {
      const [store = ''] = /store\d/.exec(request.url) ?? [];
      underWay.push(store);
      most = Math.max(most, new Set(underWay).size);
      const answer = await transport.send(request);
      underWay.splice(underWay.indexOf(store), 1);
      return answer;
    },
  };
  await verify(
    hashes.map((hash) => aConnection(hash)),
    { transport: watching, concurrency: 2 },
  );
  expect(most).toBe(2);
});

test.for<[string, Fault]>([
  ['an answer', { kind: 'hang' }],
  ['the quota', { kind: 'rate-limited', ms: 50_000 }],
])('stopping ends the wait for %s at once, and starts nothing more', async ([, fault]) => {
  // Sleeps that outlast the test, so that only the stop can end them.
  const clock = { ...systemClock, sleep: () => new Promise<void>(() => {}) };
  const { sandbox, verify } = await world([aStore('abc123'), aStore('other1')], clock);
  sandbox.setFault('abc123', fault);
  const stop = new AbortController();
  const verifying = verify([aConnection('abc123'), aConnection('other1')], {
    stop: stop.signal,
    concurrency: 1,
  });
  await expect.poll(() => sandbox.requests().abc123?.total).toBe(1);
  const before = performance.now();
  stop.abort();
  const results = await verifying;
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(results).toMatchObject([
    { name: 'abc123', status: 'stopped', diagnostics: [], requests: 1 },
    { name: 'other1', status: 'stopped', diagnostics: [], requests: 0 },
  ]);
  expect(sandbox.requests().other1).toBeUndefined();
});

test('stopping in the middle keeps what is proven already', async () => {
  const { transport, verify } = await world([aStore('abc123', withScopes())]);
  const stop = new AbortController();
  let sent = 0;
  const stopping: Transport = {
    send(request) {
      // The fifth goes out when one of the first three probes has its answer.
      if (++sent === 5) stop.abort();
      return transport.send(request);
    },
  };
  const [result] = await verify([aConnection('abc123')], { transport: stopping, stop: stop.signal });
  expect(result).toMatchObject({ status: 'failed', requests: 5 });
  expect(result?.checks.some(({ reason }) => reason === 'The run ended before it was tried.')).toBe(true);
});

test('what is left of a wait when the run is stopped ends soon, so that the program can end', async () => {
  const longest: number[] = [];
  const clock = new WaitingClock();
  const watching = {
    ...systemClock,
    now: clock.now,
    sleep: (ms: number) => {
      longest.push(ms);
      return clock.sleep(ms);
    },
  };
  const { sandbox, verify } = await world([aStore('abc123')], watching);
  sandbox.setFault('abc123', { kind: 'rate-limited', ms: 9_500, times: 1 });
  await verify([aConnection('abc123')]);
  expect(longest).toEqual([...Array(9).fill(1_000), 500]);
});

test('a stop before the start sends nothing', async () => {
  const { sandbox, verify } = await world([aStore('abc123')]);
  const [result] = await verify([aConnection('abc123')], { stop: AbortSignal.abort() });
  expect(result).toMatchObject({ status: 'stopped', requests: 0 });
  expect(sandbox.requests()).toEqual({});
});

test('the token stands in no result, whatever happens', async () => {
  const kinds = [
    'rate-limited',
    'overloaded',
    'suspended',
    'maintenance',
    'plan-limit',
    'redirect',
    'html',
    'hang',
    'reset',
    'plain-401',
  ] as const;
  const { sandbox, transport, verify } = await world(
    kinds.flatMap((kind) => {
      const hash = kind.replaceAll('-', '');
      return [aStore(hash), aStore(`${hash}later`, withScopes())];
    }),
    new WaitingClock(),
  );
  const connections = kinds.flatMap((kind) => {
    const hash = kind.replaceAll('-', '');
    const other = { store_url: 'https://other.example.com', scopes: ['store_v2_orders'] } as const;
    sandbox.setFault(hash, { kind, ms: 100 });
    sandbox.setFault(`${hash}later`, { kind, ms: 100, times: 1 });
    return [
      aConnection(hash),
      aConnection(`${hash}later`, { ...other, scopes: [...other.scopes] }),
      aConnection('nowhere1', {}, `${hash}-nowhere`),
    ];
  });
  const reported: VerifyResult[] = [];
  const results = await verify(connections, {
    transport: impatient(transport),
    report: (result) => reported.push(result),
  });
  expect(results).toHaveLength(connections.length);
  expect(results.every(({ status }) => status === 'verified')).toBe(false);
  expect(JSON.stringify([results, reported, sandbox.requests()])).not.toContain(TOKEN);
});
