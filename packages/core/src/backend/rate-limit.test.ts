// Reading what backends say of their limits, also where they say it badly.
import { expect, test } from 'vitest';
import { quotaLeft } from './rate-limit.ts';

test.for<[string | string[] | undefined, ReturnType<typeof quotaLeft>]>([
  ['"default";r=50;t=30', { left: 50, resetMs: 30_000 }],
  ['"default"; r=50 ;t=30;pk=:QUJD:', { left: 50, resetMs: 30_000 }],
  ['default;r=0', { left: 0 }],
  ['"burst";r=5;t=1, "hour";r=900;t=1200', { left: 5, resetMs: 1_000 }],
  [['"hour";r=9;t=1200', '"burst";r=10;t=1'], { left: 9, resetMs: 1_200_000 }],
  ['"a \\"quoted\\" name, with;r=1";r=7;t=2', { left: 7, resetMs: 2_000 }],
  ['"default";t=30', undefined],
  ['"default";r=-1;t=30', undefined],
  ['"default";r=many;t=30', undefined],
  ['limit=100, remaining=50, reset=30', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s', ([ratelimit, quota]) => {
  expect(quotaLeft({ ratelimit })).toEqual(quota);
});
