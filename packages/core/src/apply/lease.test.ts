// Another run's lock is waited for as long as is wanted and no longer.
import { expect, test } from 'vitest';
import { memoryBackend } from '../../test/memory-backend.ts';
import type { Clock } from '../clock.ts';
import { acquireLease } from './lease.ts';

const holder = { user: 'ci', host: 'runner' };

/** Moved on by waiting only. @param onSleep called with the seconds that have passed */
function waitingClock(onSleep: (seconds: number) => void): Clock {
  let ms = 0;
  return {
    now: () => new Date(ms),
    async sleep(duration) {
      ms += duration;
      onSleep(ms / 1000);
    },
    every: () => () => {},
    random: () => 0.5,
  };
}

async function acquire(timeoutSeconds: number, freeAfter: number, stopAfter = Number.POSITIVE_INFINITY) {
  const backend = memoryBackend();
  await backend.acquireLock({ run: 'theirs', holder, leaseSeconds: 60 });
  const stop = new AbortController();
  let waited = 0;
  const clock = waitingClock((seconds) => {
    waited = seconds;
    if (seconds >= freeAfter) void backend.releaseLock('theirs');
    if (seconds >= stopAfter) stop.abort();
  });
  const reasons: string[] = [];
  const result = await acquireLease({
    backend,
    run: 'ours',
    holder,
    clock,
    timeoutSeconds,
    stop: stop.signal,
    onWait: ({ code }) => reasons.push(code),
  });
  return { ok: result.ok, waited, reasons };
}

test('it is taken as soon as it is free', async () => {
  expect(await acquire(60, 5)).toEqual({ ok: true, waited: 6, reasons: ['lock-held'] });
});

test('it is given up when the time is over', async () => {
  expect(await acquire(5, 60)).toEqual({ ok: false, waited: 5, reasons: ['lock-held'] });
});

test('without a time limit nothing is waited for', async () => {
  expect(await acquire(0, 1)).toEqual({ ok: false, waited: 0, reasons: [] });
});

test('an interruption ends the wait', async () => {
  expect(await acquire(60, 60, 3)).toMatchObject({ ok: false, waited: 4 });
});

test('a heartbeat that is under way is waited for, so that it does not take the lock again', async () => {
  const backend = memoryBackend();
  let beat = () => {};
  const clock: Clock = {
    ...waitingClock(() => {}),
    every: (_ms, callback) => {
      beat = callback;
      return () => {};
    },
  };
  const { signal } = new AbortController();
  const common = { backend, run: 'ours', holder, clock, timeoutSeconds: 0, stop: signal };
  const acquired = await acquireLease({ ...common, onWait: () => {} });
  if (!acquired.ok) throw new Error('the lock is free');
  const { acquireLock } = backend;
  let arrive = () => {};
  const underWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  backend.acquireLock = async (request) => {
    await underWay;
    return acquireLock(request);
  };
  beat();
  const released = acquired.lease.release();
  arrive();
  await released;
  expect(await backend.getLock()).toEqual({ ok: true, value: null });
});
