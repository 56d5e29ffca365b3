// How a server stops: what is under way is answered, and what takes too long is cut off.
import { afterEach, expect, test, vi } from 'vitest';
import { Stop } from '../src/http/stop.ts';
import { problemIn, Wire } from './wire.ts';
import { Workspace } from './workspace.ts';

let acme: Workspace;
let port: number;
let stop: Stop;

const open = async (delayMs: number, boundMs: number) => {
  stop = new Stop(delayMs, boundMs);
  acme = await Workspace.open(undefined, { stopping: () => stop.isUnderWay });
  port = await acme.listen();
};
afterEach(() => acme.close());

/** Makes the next reads of the lock wait until they are let go. */
function hold(): { waiting: () => number; letGo: () => void } {
  const original = acme.store.lock.bind(acme.store);
  let waiting = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  acme.store.lock = async (workspace) => {
    waiting += 1;
    await promise;
    return original(workspace);
  };
  return { waiting: () => waiting, letGo: resolve };
}

const getLock = () =>
  `GET /v1/workspaces/acme/lock HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${acme.tokens.read}\r\n\r\n`;
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

test('requests under way are answered, and their connections and idle ones closed', async () => {
  await open(0, 10_000);
  const [busy, idle] = [await Wire.open(port), await Wire.open(port)];
  idle.send(get('/healthz'));
  await vi.waitUntil(() => idle.answers().length === 1);
  expect(idle.answers()[0]?.headers.connection).toBe('keep-alive');
  const held = hold();
  busy.send(getLock());
  await vi.waitUntil(() => held.waiting() === 1);
  const stopped = stop.of(acme.app);
  await vi.waitUntil(() => idle.isClosed);
  await expect(Wire.open(port)).rejects.toThrow('ECONNREFUSED');
  held.letGo();
  await vi.waitUntil(() => busy.isClosed);
  await stopped;
  const [answer] = busy.answers();
  expect([answer?.status, answer?.headers.connection]).toEqual([200, 'close']);
});

test('readiness ends first, and connections are taken while others are to hear of it', async () => {
  await open(500, 10_000);
  const stopped = stop.of(acme.app);
  const ask = async (request: string) => {
    const wire = (await Wire.open(port)).send(request);
    await vi.waitUntil(() => wire.isClosed);
    return wire.answers()[0];
  };
  const [ready, health, lock] = await Promise.all([get('/readyz'), get('/healthz'), getLock()].map(ask));
  expect(ready && [ready.status, problemIn(ready)]).toEqual([503, 'unavailable']);
  expect([health?.status, lock?.status]).toEqual([200, 200]);
  await stopped;
  await expect(Wire.open(port)).rejects.toThrow('ECONNREFUSED');
});

test('what takes longer than the bound is cut off', async () => {
  await open(0, 200);
  const [busy, slow] = [await Wire.open(port), await Wire.open(port)];
  const held = hold();
  busy.send(getLock());
  slow.send('GET /healthz HTTP/1.1\r\n');
  await vi.waitUntil(() => held.waiting() === 1);
  await stop.of(acme.app);
  await vi.waitUntil(() => busy.isClosed && slow.isClosed);
  expect(busy.received + slow.received).toBe('');
  held.letGo();
  await vi.waitUntil(() => acme.metric('flowlink_requests_in_flight') === 0);
  expect(acme.log).toContain('"aborted":true');
});
