// Who holds the lock, as people read it before they take it away.
import type { LockReport } from '@flowlink/core';
import { expect, it } from 'vitest';
import { renderLock } from '../src/render/lock.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn } from './hostile.ts';

const style = makeStyle({ colour: false, unicode: true, width: 80 });
const lock: NonNullable<LockReport['lock']> = {
  run: 'run_00000000000000000001',
  holder: { user: 'jo', host: 'runner-7', pid: 4711, url: 'https://ci.example.com/jobs/1' },
  acquired_at: '2026-02-03T04:05:06.789Z',
  expires_at: '2026-02-03T04:06:06.789Z',
};

it('with the run, without it, and free', async () => {
  const run = {
    id: lock.run,
    mode: 'apply',
    holder: lock.holder,
    commit: '3f786850e387550fdab836ed7e6dc881de23001b',
    planned: 12,
    actor: { token: 'ci' },
    opened_at: lock.acquired_at,
    closed_at: null,
    outcome: 'open',
    counts: null,
    unlocked: null,
  } as const;
  const reports: LockReport[] = [
    { workspace: 'acme', lock, run },
    { workspace: 'acme', lock: { ...lock, holder: { user: 'sam', host: 'laptop' } } },
    { workspace: 'acme', lock: null },
  ];
  const text = reports.map((report) => renderLock(report, style)).join('\n');
  await expect(text).toMatchFileSnapshot('__golden__/lock.txt');
});

it('nothing in it can steer the terminal', () => {
  const holder = { user: hostile('jo'), host: hostile('host'), url: hostile('https://ci') };
  expect(unsafeIn(renderLock({ workspace: 'acme', lock: { ...lock, holder } }, style))).toEqual([]);
});
