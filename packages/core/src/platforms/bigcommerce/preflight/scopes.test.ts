// What each answer to a probe says of a scope to read, of one to modify, and of one that no request proves.
import { expect, test } from 'vitest';
import { probes } from './probes.ts';
import type { Reading } from './reading.ts';
import { allRefused, checkScope, overGranted, type Readings } from './scopes.ts';
import { trouble } from './trouble.ts';

const readings: Reading[] = [
  { kind: 'granted', json: [] },
  { kind: 'refused' },
  { kind: 'unauthorized' },
  { kind: 'absent' },
  { kind: 'stopped' },
  { kind: 'trouble', trouble: trouble.notJson() },
];
const everywhere = (reading: Reading): Readings => new Map(probes.map(({ path }) => [path, reading]));
const answers: [string, Readings][] = [
  ...readings.map((reading): [string, Readings] => [reading.kind, everywhere(reading)]),
  ['not asked', new Map()],
];

test('a verdict follows from the answer, with the reason', () => {
  const table = (['store_v2_orders_read_only', 'store_v2_orders', 'store_cart'] as const).flatMap((scope) =>
    answers.map(([answer, given]) => {
      const { status, reason = '' } = checkScope(scope, given);
      return `${scope}, ${answer}: ${status}. ${reason}`.trim();
    }),
  );
  expect(table).toMatchInlineSnapshot(`
    [
      "store_v2_orders_read_only, granted: verified.",
      "store_v2_orders_read_only, refused: contradicted. BigCommerce refuses what it permits.",
      "store_v2_orders_read_only, unauthorized: unverifiable. BigCommerce did not accept the token.",
      "store_v2_orders_read_only, absent: unverifiable. BigCommerce does not know the request that would prove it (404).",
      "store_v2_orders_read_only, stopped: unverifiable. The run ended before it was tried.",
      "store_v2_orders_read_only, trouble: unverifiable. BigCommerce gave no usable answer.",
      "store_v2_orders_read_only, not asked: unverifiable. The run ended before it was tried.",
      "store_v2_orders, granted: unverifiable. Reading is permitted; writing cannot be tried without changing the store.",
      "store_v2_orders, refused: contradicted. BigCommerce refuses what it permits.",
      "store_v2_orders, unauthorized: unverifiable. BigCommerce did not accept the token.",
      "store_v2_orders, absent: unverifiable. BigCommerce does not know the request that would prove it (404).",
      "store_v2_orders, stopped: unverifiable. The run ended before it was tried.",
      "store_v2_orders, trouble: unverifiable. BigCommerce gave no usable answer.",
      "store_v2_orders, not asked: unverifiable. The run ended before it was tried.",
      "store_cart, granted: unverifiable. No request that changes nothing could prove it.",
      "store_cart, refused: unverifiable. No request that changes nothing could prove it.",
      "store_cart, unauthorized: unverifiable. No request that changes nothing could prove it.",
      "store_cart, absent: unverifiable. No request that changes nothing could prove it.",
      "store_cart, stopped: unverifiable. No request that changes nothing could prove it.",
      "store_cart, trouble: unverifiable. No request that changes nothing could prove it.",
      "store_cart, not asked: unverifiable. No request that changes nothing could prove it.",
    ]
  `);
});

test('only what was granted can be granted too much, and only what was refused is refused', () => {
  for (const [answer, given] of answers) {
    expect(overGranted([], given)).toEqual(answer === 'granted' ? probes.map(({ scope }) => scope) : []);
    expect(allRefused(given)).toBe(answer === 'refused');
  }
});

test('what a declared scope permits is not granted too much', () => {
  const granted = everywhere({ kind: 'granted', json: [] });
  const others = probes.map(({ scope }) => scope).filter((scope) => !scope.includes('orders'));
  expect(overGranted(['store_v2_orders'], granted)).toEqual(others);
  expect(overGranted(['store_v2_orders_read_only', ...others], granted)).toEqual([]);
});

test('one scope that is not refused is enough for a token that can something', () => {
  for (const { path } of probes) {
    const refused = everywhere({ kind: 'refused' });
    expect(allRefused(new Map([...refused, [path, { kind: 'granted', json: [] }]]))).toBe(false);
  }
});
