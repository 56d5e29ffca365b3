// What people read about the runs of a workspace.
import type { Run } from '@flowlink/schema';
import { expect, it } from 'vitest';
import { renderHistory, renderRun } from '../src/render/history.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn } from './hostile.ts';

const style = makeStyle({ colour: false, unicode: true, width: 100 });

function run(id: number, changes: Partial<Run> = {}): Run {
  return {
    id: `run_${String(id).padStart(20, '0')}`,
    mode: 'apply',
    holder: { user: 'jo', host: 'runner-7', pid: 4711, url: 'https://ci.example.com/jobs/1' },
    commit: '3f786850e387550fdab836ed7e6dc881de23001b',
    planned: 3,
    actor: { token: 'ci' },
    opened_at: '2026-02-03T04:05:06.789Z',
    closed_at: '2026-02-03T04:05:09Z',
    outcome: 'succeeded',
    counts: { done: 3, failed: 0, not_started: 0 },
    unlocked: null,
    ...changes,
  };
}

const killed = run(2, { closed_at: null, outcome: 'open', counts: null, commit: null });
const failed = run(3, { outcome: 'failed', counts: { done: 1, failed: 2, not_started: 0 } });
const unlocked = run(5, {
  outcome: 'open',
  closed_at: null,
  counts: null,
  unlocked: { at: '2026-02-03T04:25:06.789Z', by: { token: 'ops', user: 'sam' } },
});
const destroyed = run(4, { mode: 'destroy', holder: { user: 'sam', host: 'laptop' } });

it('runs as a table', async () => {
  const text = renderHistory([unlocked, destroyed, failed, killed, run(1)], style);
  await expect(text).toMatchFileSnapshot('__golden__/history.txt');
});

it('no runs', () => {
  expect(renderHistory([], style)).toBe('Nothing was applied yet.\n');
});

it('one run in full', async () => {
  const text = [run(1), killed, unlocked, destroyed].map((each) => renderRun(each, style)).join('\n');
  await expect(text).toMatchFileSnapshot('__golden__/history-run.txt');
});

it('nothing in a run can steer the terminal', () => {
  const nasty = run(5, { commit: hostile('commit'), holder: { user: hostile('jo'), host: hostile('host') } });
  for (const text of [renderHistory([nasty], style), renderRun(nasty, style)])
    expect(unsafeIn(text)).toEqual([]);
});
