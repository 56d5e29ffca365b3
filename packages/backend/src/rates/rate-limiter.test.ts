// Many clients in bounded memory, and which addresses are one client.
import { expect, test } from 'vitest';
import { clientNetwork } from './client-network.ts';
import { RateLimiter, rateHeaders } from './rate-limiter.ts';

test('each has a bucket of its own, and who was quiet for longest is forgotten', () => {
  const limiter = new RateLimiter('token', { perSecond: 1, burst: 1 }, 2);
  const allowed = (key: string) => limiter.take(key, 0).allowed;
  expect([allowed('a'), allowed('b'), allowed('a'), allowed('b')]).toEqual([true, true, false, false]);
  expect(allowed('a')).toBe(false);
  // Takes the place of b.
  expect(allowed('c')).toBe(true);
  expect([allowed('a'), allowed('b')]).toEqual([false, true]);
});

test('the headers are structured fields, and Retry-After comes with a refusal only', () => {
  const limiter = new RateLimiter('token', { perSecond: 2, burst: 3 });
  const headers = () => rateHeaders(limiter, limiter.take('a', 0));
  const policy = { 'ratelimit-policy': '"token";q=3;w=2' };
  expect([headers(), headers(), headers(), headers()]).toEqual([
    { ...policy, ratelimit: '"token";r=2;t=1' },
    { ...policy, ratelimit: '"token";r=1;t=1' },
    { ...policy, ratelimit: '"token";r=0;t=2' },
    { ...policy, ratelimit: '"token";r=0;t=1', 'retry-after': '1' },
  ]);
});

test.for([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:DB8:0001::9', '2001:db8:1:0::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s belongs to %s', ([address, network]) => {
  expect(clientNetwork(address ?? '')).toBe(network);
});
