// The lines that people see while a plan is applied.
import { type ApplyProgress, diagnostic } from '@flowlink/core';
import { expect, it } from 'vitest';
import { nameWidthOf, renderHeartbeat, renderProgress, renderSummary } from '../src/render/progress.ts';
import { makeStyle } from '../src/render/style.ts';
import { emptyTally, tallyUp } from '../src/render/tally.ts';
import { created, destroyed, replaced, updated } from './plans.ts';

const at = new Date(0);
const style = makeStyle({ colour: false, unicode: true, width: 80 });
const run: ApplyProgress[] = [
  {
    type: 'waiting_for_lock',
    detail: 'ci on runner (process 1) is applying since 2026-02-03T04:05:06Z, run run_2.',
  },
  { type: 'run_started', run: 'run_1', at },
  { type: 'concurrency_changed', limit: 4, maximum: 10, at },
  { type: 'concurrency_changed', limit: 10, maximum: 10, at },
  ...[created, updated, replaced].map((change) => ({ type: 'change_started', change, at }) as const),
  { type: 'change_done', change: created, at, elapsedMs: 240 },
  { type: 'change_done', change: replaced, at, elapsedMs: 1960 },
  {
    type: 'change_failed',
    change: updated,
    at,
    elapsedMs: 12_345,
    diagnostic: diagnostic('backend-failed', { detail: 'It failed.' }),
  },
  { type: 'change_not_started', change: destroyed, reason: 'the run was interrupted' },
];

it('a run that fails', async () => {
  const width = nameWidthOf(run.flatMap((progress) => ('change' in progress ? [progress.change.name] : [])));
  let tally = emptyTally;
  const lines = run.map((progress) => {
    tally = tallyUp(tally, progress);
    return (
      renderProgress(progress, width, style) +
      (progress.type === 'change_started' ? renderHeartbeat(tally, 4, 10, 10_000, style) : '')
    );
  });
  lines.push(renderHeartbeat(tally, 4, 20, 20_000, style));
  for (const outcome of ['failed', 'interrupted', 'succeeded', 'nothing_to_do'] as const) {
    lines.push(`${outcome}:\n${renderSummary(tally, outcome, style)}`);
  }
  await expect(lines.join('')).toMatchFileSnapshot('__golden__/progress.txt');
});
