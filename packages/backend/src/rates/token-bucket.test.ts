// Laws of the token bucket, whatever the rate and whenever somebody asks.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bucket, type Taken, take } from './token-bucket.ts';

const rates = fc.record({
  perSecond: fc.integer({ min: 1, max: 1000 }),
  burst: fc.integer({ min: 1, max: 1000 }),
});
/** Milliseconds between one request and the next; a clock may be put back. */
const waits = fc.array(fc.integer({ min: -500, max: 3000 }), { maxLength: 300 });

function history(rate: { perSecond: number; burst: number }, gaps: number[]): (Taken & { at: number })[] {
  let bucket: Bucket | undefined;
  let at = 1_000_000;
  return gaps.map((gap) => {
    at += gap;
    const taken = take(bucket, rate, at);
    bucket = taken.bucket;
    return { ...taken, at };
  });
}

test('no more is allowed than a full bucket and what came back since', () => {
  fc.assert(
    fc.property(rates, waits, (rate, gaps) => {
      const forward = gaps.reduce((sum, gap) => sum + Math.max(0, gap), 0);
      const allowed = history(rate, gaps).filter((taken) => taken.allowed).length;
      expect(allowed).toBeLessThanOrEqual(rate.burst + (forward / 1000) * rate.perSecond + 1e-6);
    }),
  );
});

test('who keeps to the rate is never refused', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 500 }), (rate, count) => {
      const gap = Math.ceil(1000 / rate.perSecond);
      expect(history(rate, Array(count).fill(gap)).every(({ allowed }) => allowed)).toBe(true);
    }),
  );
});

test('who waits as long as he is told is served, and what is said to be left is there', () => {
  fc.assert(
    fc.property(rates, waits, (rate, gaps) => {
      for (const { bucket, allowed, remaining, seconds, at } of history(rate, gaps)) {
        if (!allowed) {
          expect(seconds).toBeGreaterThanOrEqual(1);
          expect(take(bucket, rate, at + seconds * 1000).allowed).toBe(true);
        } else {
          expect(take(bucket, rate, at + seconds * 1000).remaining).toBe(rate.burst - 1);
        }
        let next = bucket;
        for (let left = remaining; left > 0; left--) {
          const taken = take(next, rate, at);
          expect(taken.allowed).toBe(true);
          next = taken.bucket;
        }
        expect(take(next, rate, at).allowed).toBe(false);
      }
    }),
    { numRuns: 30 },
  );
});
