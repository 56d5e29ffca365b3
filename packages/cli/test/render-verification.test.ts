// What a verification found out, as people read it.
import { describe, expect, it } from 'vitest';
import { renderRecorded } from '../src/render/recorded.ts';
import { makeStyle } from '../src/render/style.ts';
import { renderVerification, renderVerifyProgress, renderVerifySummary } from '../src/render/verification.ts';
import { hostile, unsafeIn, veryLong, widthOf } from './hostile.ts';
import {
  contradicted,
  interrupted,
  open,
  resultOf,
  stopped,
  unreachable,
  unresolved,
} from './verifications.ts';

const plain = { colour: false, unicode: true };
const style = makeStyle({ ...plain, width: 80 });

const few = [contradicted, unreachable, interrupted, stopped, unresolved];
const many = [
  ...Array.from({ length: 6 }, (_, index) => resultOf(`shop-${index + 1}`)),
  ...[contradicted, unreachable, stopped, open],
  ...[resultOf('a-shop-with-quite-a-long-name'), resultOf('shop-12')],
];

describe('a connection, check by check', () => {
  it.each([80, 200])('in %i columns', async (width) => {
    const text = renderVerification([contradicted], makeStyle({ ...plain, width }));
    expect(widthOf(text)).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`__golden__/verification-${width}.txt`);
  });

  it('in colour', async () => {
    const text = renderVerification([contradicted], makeStyle({ ...plain, colour: true, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/verification-colour.txt');
  });

  it('in ASCII', async () => {
    const text = renderVerification([contradicted], makeStyle({ colour: false, unicode: false, width: 80 }));
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot('__golden__/verification-ascii.txt');
  });

  it('in a narrow terminal', async () => {
    const text = renderVerification([contradicted], makeStyle({ ...plain, width: 60 }));
    const reasons = text.split('\n').filter((line) => line.startsWith('      '));
    expect(reasons.length).toBeGreaterThan(0);
    expect(widthOf(reasons.join('\n'))).toBeLessThanOrEqual(60);
    await expect(text).toMatchFileSnapshot('__golden__/verification-60.txt');
  });

  it('however it ended', async () => {
    const text = `${renderVerification(few, style)}${renderVerifySummary(few, style)}\n`;
    await expect(text).toMatchFileSnapshot('__golden__/verification-few.txt');
  });
});

describe('many connections', () => {
  it('take a line each', async () => {
    const text = `${renderVerification(many, style)}${renderVerifySummary(many, style)}\n`;
    await expect(text).toMatchFileSnapshot('__golden__/verification-many.txt');
  });

  it('in colour', async () => {
    const painted = makeStyle({ ...plain, colour: true, width: 80 });
    const text = `${renderVerification(many, painted)}${renderVerifySummary(many, painted)}\n`;
    await expect(text).toMatchFileSnapshot('__golden__/verification-many-colour.txt');
  });
});

it('nothing to verify', () => {
  expect(renderVerification([], style)).toBe('');
  expect(renderVerifySummary([], style)).toBe('0 connections: nothing to verify (0 requests).');
});

describe('the summary', () => {
  const painted = makeStyle({ ...plain, colour: true, width: 80 });

  it('is green only if all is verified', () => {
    expect(renderVerifySummary([open], painted)).toBe(
      '\u001B[32m1 connection: 1 verified (5 requests).\u001B[39m',
    );
    for (const result of [contradicted, unreachable, stopped, unresolved]) {
      const text = renderVerifySummary([open, result], painted);
      expect(text.startsWith('\u001B[1m\u001B[31m2 connections: ')).toBe(true);
    }
  });

  it('counts in a steady order', () => {
    const wide = makeStyle({ ...plain, width: 200 });
    expect(renderVerifySummary([stopped, unreachable, unresolved, contradicted, open, open], wide)).toBe(
      '6 connections: 2 verified, 1 contradicted, 1 not asked, 1 could not be verified, 1 not finished (22 requests).',
    );
  });
});

it('progress', () => {
  expect(renderVerifyProgress([], 12, style)).toBe('… verifying: 0 of 12');
  expect(renderVerifyProgress([open, contradicted], 12, style)).toBe('… verifying: 2 of 12, 1 not verified');
  expect(renderVerifyProgress([], 1, makeStyle({ colour: false, unicode: false, width: 80 }))).toMatch(
    /^[ -~]*$/,
  );
});

it('progress keeps clear of the edge, where a line would be left behind', () => {
  for (const width of [40, 60, 80]) {
    expect(
      widthOf(renderVerifyProgress([...few, ...many], 500, makeStyle({ ...plain, width }))),
    ).toBeLessThan(width);
  }
});

describe('names and reasons that would steer the terminal', () => {
  const nasty = resultOf(hostile('acme'), {
    status: 'failed',
    checks: [
      { field: hostile('store_url'), status: 'contradicted', reason: hostile('It is elsewhere.') },
      { field: 'scopes', item: hostile('orders'), status: 'unverifiable', reason: `${veryLong} indeed` },
    ],
    overGranted: [hostile('products')],
  });

  it('in full', async () => {
    const text = renderVerification([nasty], style);
    expect(unsafeIn(text)).toEqual([]);
    await expect(text).toMatchFileSnapshot('__golden__/verification-hostile.txt');
  });

  it('in short', async () => {
    const text = renderVerification([nasty, ...many, resultOf(veryLong)], style);
    expect(unsafeIn(text)).toEqual([]);
    await expect(text).toMatchFileSnapshot('__golden__/verification-many-hostile.txt');
  });
});

it('says what was noted on the backend, and what was not', () => {
  const style = makeStyle({ colour: false, unicode: true, width: 60 });
  expect(renderRecorded({ recorded: ['a'], left: [] }, style)).toBe('1 result noted on the backend.\n');
  expect(renderRecorded({ recorded: [], left: ['acme-us', 'acme-eu'] }, style)).toBe(
    '0 results noted on the backend. Not noted, because the\nbackend has something else: acme-us, acme-eu.\n',
  );
});
