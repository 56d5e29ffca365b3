// Rate and time left say nothing at first, then the truth, and never jump about.
import { expect, it } from 'vitest';
import {
  type Pace,
  paceAfter,
  paceFrom,
  perSecond,
  rateText,
  timeLeft,
  timeLeftText,
} from '../src/render/pace.ts';

const start = Date.parse('2026-02-01T08:00:00Z');
const afterEndings = (times: readonly number[]): Pace =>
  times.reduce((pace, ms) => paceAfter(pace, start + ms), paceFrom(start));

it('says nothing until there is enough to say', () => {
  const four = afterEndings([1000, 2000, 3000, 4000]);
  expect(perSecond(four, start + 20_000)).toBeUndefined();
  const quick = afterEndings([10, 20, 30, 40, 50, 60]);
  expect(timeLeft(quick, 1000, start + 4_999)).toBeUndefined();
  expect(timeLeft(quick, 1000, start + 5_000)).toBeGreaterThan(0);
});

it('a steady run is predicted well from its first quarter minute on, though single changes vary and end in bursts', () => {
  const total = 600;
  // Ten at once, each batch between 1 and 3 seconds: 5 a second.
  const batches = Array.from({ length: total / 10 }, (_, i) => 2000 + 1000 * Math.sin(i * 12.9898));
  const ends = batches.flatMap((_, i) => {
    const at = batches.slice(0, i + 1).reduce((sum, ms) => sum + ms, 0);
    return Array<number>(10).fill(at);
  });
  const finish = ends.at(-1) ?? 0;
  let before: number | undefined;
  for (let now = 15_000; now < finish - 15_000; now += 1_000) {
    const ended = ends.filter((at) => at <= now);
    const left = timeLeft(afterEndings(ended), total - ended.length, start + now) ?? 0;
    expect(left / (finish - now)).toBeGreaterThan(0.6);
    expect(left / (finish - now)).toBeLessThan(1.7);
    // From one second to the next the predicted end moves by less than a third of what is left.
    if (before !== undefined) expect(Math.abs(left + 1000 - before)).toBeLessThan(before / 3 + 1000);
    before = left;
  }
});

it('a run that hangs promises ever less', () => {
  const pace = afterEndings(Array.from({ length: 50 }, (_, i) => 200 * i));
  const [soon = 0, later = 0] = [11_000, 60_000].map((ms) => timeLeft(pace, 50, start + ms));
  expect(later).toBeGreaterThan(soon * 3);
  expect(timeLeft(pace, 50, start + 3_600_000)).toBeGreaterThan(later);
  expect(timeLeft(pace, 50, start + 1_000 * 3_600_000)).toBeUndefined();
});

it.each([
  [0.004, '0.2/min'],
  [0.5, '30/min'],
  [4.14, '4.1/s'],
  [123.4, '123/s'],
])('a rate of %d', (rate, text) => expect(rateText(rate)).toBe(text));

it.each([
  [100, 'a few seconds left'],
  [41_000, 'about 45s left'],
  [89_000, 'about 90s left'],
  [91_000, 'about 2 min left'],
  [3_540_000, 'about 59 min left'],
  [4_500_000, 'about 1 h 20 min left'],
])('%d ms', (ms, text) => expect(timeLeftText(ms)).toBe(text));
