// What was applied to the workspace: runs as a table, and one run in full.
import { describeHolder } from '@flowlink/core';
import type { Run } from '@flowlink/schema';
import { actorText } from './actor.ts';
import { clean } from './clean.ts';
import { count } from './count.ts';
import { renderLabelled } from './labelled.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { timeText } from './time.ts';

const HEADINGS = ['RUN', 'STARTED (UTC)', 'WHO', 'COMMIT', 'CHANGES', 'OUTCOME'];
const COMMIT_LENGTH = 7;
/** An ID is there to be copied, so it is never shortened. */
const ID_WIDTH = 44;

/** One line a run, in the order given. */
export function renderHistory(runs: readonly Run[], style: Style): string {
  if (runs.length === 0) return 'Nothing was applied yet.\n';
  const rows = runs.map((run) => [
    run.id,
    timeText(run.opened_at).replace(/:\d\d$/, ''),
    run.holder.user,
    run.commit?.slice(0, COMMIT_LENGTH) ?? '',
    changesOf(run),
    outcomeOf(run),
  ]);
  return `${[...renderTable(HEADINGS, rows, style, ID_WIDTH), '', `${count(runs.length, 'run')}.`].join('\n')}\n`;
}

/** All that is known of one run. */
export function renderRun(run: Run, style: Style): string {
  const { holder, actor, counts } = run;
  const rows: [string, string | undefined][] = [
    ['started', `${timeText(run.opened_at)} UTC`],
    ['ended', run.closed_at === null ? undefined : `${timeText(run.closed_at)} UTC`],
    ['outcome', outcomeOf(run)],
    [
      'unlocked',
      run.unlocked ? `by ${actorText(run.unlocked.by)} on ${timeText(run.unlocked.at)} UTC` : undefined,
    ],
    ['mode', run.mode],
    ['changes', `${run.planned} planned`],
    [
      '',
      counts ? `${counts.done} done, ${counts.failed} failed, ${counts.not_started} not started` : undefined,
    ],
    ['by', describeHolder(holder)],
    ['token', actor.token],
    ['commit', run.commit ?? undefined],
    ['CI', holder.url],
  ];
  const lines = renderLabelled(rows, style);
  return `${[style.paint.strong(clean(run.id, style)), ...lines].join('\n')}\n`;
}

/** How many of the planned changes were made. */
function changesOf({ planned, counts }: Run): string {
  return counts ? `${counts.done} of ${planned}` : `? of ${planned}`;
}

function outcomeOf({ outcome, mode, unlocked }: Run): string {
  const notes = [...(mode === 'apply' ? [] : [mode]), ...(unlocked ? ['unlocked'] : [])];
  return `${outcome}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}
