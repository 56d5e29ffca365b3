// Requests are filled when many changes wait, and hold only what can share one.
import type { Change } from '@flowlink/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Limiter } from './limiter.ts';
import { requestsFor } from './requests.ts';

const change = (index: number, more: Partial<Change> = {}): Change =>
  ({ name: `c${index}`, action: 'create', config: {}, ...more }) as Change;
const creates = (count: number) => Array.from({ length: count }, (_, index) => change(index));
const sizes = (changes: Change[], limiter: Limiter, alone = false) =>
  [...requestsFor(changes, limiter, alone)].map((request) => request.length);

test('few changes are a request each; many fill requests, and the last ones are spread again', () => {
  expect(sizes(creates(20), new Limiter(10))).toEqual(Array(20).fill(1));
  expect(sizes(creates(1000), new Limiter(10)).slice(0, 3)).toEqual([20, 20, 20]);
  expect(sizes(creates(1000), new Limiter(10)).slice(-20)).toEqual(Array(20).fill(1));
  expect(sizes(creates(60), new Limiter(10), true)).toEqual(Array(60).fill(1));
});

test('what the backend asks for in the course of it counts from then on', () => {
  const limiter = new Limiter(10);
  const requests = requestsFor(creates(1000), limiter, false);
  expect(requests.next().value).toHaveLength(20);
  limiter.overloaded();
  expect(requests.next().value).toHaveLength(10);
  limiter.sending().requestsLeft(12);
  expect(requests.next().value).toHaveLength(1);
});

test('a rename, a removal and what is let go of are requests of their own', () => {
  const others: Partial<Change>[] = [
    { action: 'move', from: 'old' },
    { action: 'update', from: 'old' },
    { action: 'destroy', config: null },
    { action: 'forget', config: null },
  ];
  for (const other of others) {
    const changes = creates(9).map((each, index) => (index === 4 ? change(4, other) : each));
    expect(sizes(changes, new Limiter(1))).toEqual([4, 1, 2, 1, 1]);
  }
});

test('every change is in one request, in the order of the plan, and no request is larger than may be', () => {
  const actions = fc.constantFrom<Partial<Change>>(
    {},
    { action: 'replace' },
    { from: 'x' },
    { config: null },
  );
  const changes = fc.array(actions, { maxLength: 300 });
  const limits = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(changes, limits, fc.option(fc.nat(400)), (kinds, maximum, left) => {
      const limiter = new Limiter(maximum);
      if (left !== null) limiter.sending().requestsLeft(left);
      const all = kinds.map((more, index) => change(index, more));
      const requests = [...requestsFor(all, limiter, false)];
      expect(requests.flat()).toEqual(all);
      for (const request of requests) {
        expect(request.length).toBeGreaterThan(0);
        expect(request.length).toBeLessThanOrEqual(20);
        // All that run at once stay within half of what is left, unless one each is more already.
        if (left !== null && request.length > 1)
          expect(request.length * limiter.limit).toBeLessThanOrEqual(Math.max(left / 2, 1));
        if (request.length > 1)
          expect(request.every(({ config, from }) => config !== null && from === undefined)).toBe(true);
      }
    }),
  );
});
