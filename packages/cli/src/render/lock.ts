// Who holds the lock of a workspace, so that somebody can decide whether to take it away.
import { describeHolder, type LockReport } from '@flowlink/core';
import { clean, cleanProse } from './clean.ts';
import { renderLabelled } from './labelled.ts';
import type { Style } from './style.ts';
import { timeText } from './time.ts';

export function renderLock({ workspace, lock, run }: LockReport, style: Style): string {
  if (lock === null) return cleanProse(`The workspace ${workspace} is not locked.\n`, style);
  const rows: [string, string | undefined][] = [
    ['run', lock.run],
    ['by', describeHolder(lock.holder)],
    ['since', `${timeText(lock.acquired_at)} UTC`],
    ['until', `${timeText(lock.expires_at)} UTC, unless it is extended`],
    ['doing', run ? `${run.mode}, ${run.planned} planned` : undefined],
    ['commit', run?.commit ?? undefined],
    ['CI', lock.holder.url],
  ];
  const lines = renderLabelled(rows, style);
  const heading = style.paint.strong(clean(`The workspace ${workspace} is locked.`, style));
  return `${[heading, ...lines].join('\n')}\n`;
}
