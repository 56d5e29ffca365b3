// Times as they are typed.
import { expect, test } from 'vitest';
import { readTime } from './times.ts';

const now = new Date('2026-12-31T18:30:00Z');

test.for<[string, 1 | -1, string]>([
  ['12h', 1, '2027-01-01T06:30:00.000Z'],
  ['12h', -1, '2026-12-31T06:30:00.000Z'],
  ['90d', 1, '2027-03-31T18:30:00.000Z'],
  ['99999d', 1, '2300-10-15T18:30:00.000Z'],
  ['2027-01-31', 1, '2027-01-31T00:00:00.000Z'],
  ['2027-01-31', -1, '2027-01-31T00:00:00.000Z'],
  ['2028-02-29', 1, '2028-02-29T00:00:00.000Z'],
])('%s in the direction %i is %s', ([text, direction, time]) => {
  expect(readTime(text, now, direction)?.toISOString()).toBe(time);
});

test.for([
  '',
  '0d',
  '-1d',
  '1.5d',
  '12',
  '12m',
  '12 h',
  '012h',
  '100000d',
  'tomorrow',
  '2027-02-29',
  '2027-02-30',
  '2027-13-01',
  '2027-00-01',
  '2027-1-31',
  '2027-01-31T00:00:00Z',
  ' 2027-01-31',
  '2027-01-31\n',
])('%j is no time', (text) => {
  expect(readTime(text, now, 1)).toBeUndefined();
});
