// A plan as text: what will happen to which connection, field by field, and how much that is.
import type { Action, Change, Plan } from '@flowlink/schema';
import { actionWords, paintSign, totalsOf } from './actions.ts';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { fieldRows, positionText } from './field-rows.ts';
import { pathRoom, renderFieldRows } from './field-table.ts';
import { wrap } from './layout.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;

/** The whole plan. The last line says how much would happen. */
export function renderPlan(plan: Plan, style: Style): string {
  const blocks =
    plan.changes.length === 0
      ? [noChanges(plan)]
      : [
          heading(plan, style),
          legend(plan, style),
          ...plan.changes.map((change) => renderChange(change, style)),
          wrap(`Plan: ${totalsOf(plan.counts, 'future')}.`, style.width)
            .map(style.paint.strong)
            .join('\n'),
        ];
  const rest = leftAlone(plan, style);
  return `${blocks.join('\n\n')}\n${rest === '' ? '' : `${rest}\n`}`;
}

function heading({ workspace, backend_url, mode }: Plan, style: Style): string {
  const what =
    mode === 'destroy' ? 'flowlink will destroy connections' : 'flowlink will perform these actions';
  const text = `${what} in workspace ${workspace} (${backend_url}):`;
  return wrap(cleanProse(text, style), Math.min(style.width, PROSE_WIDTH)).join('\n');
}

/** Only the signs that occur. */
function legend({ changes }: Plan, style: Style): string {
  const used = (Object.keys(actionWords) as Action[]).filter((action) =>
    changes.some((change) => change.action === action),
  );
  return `  ${used.map((action) => `${paintSign(action, 0, style)} ${actionWords[action].legend}`).join('   ')}`;
}

function renderChange(change: Change, style: Style): string {
  const { paint } = style;
  const name = clean(change.name, style);
  const { future } = actionWords[change.action];
  const comment = cleanProse(`${name} ${future}: ${change.reason}`, style);
  const position = clean(positionText(change.position), style);
  return [
    ...wrap(comment, Math.min(style.width, PROSE_WIDTH) - 6).map((line) => paint.quiet(`    # ${line}`)),
    `${paintSign(change.action, 3, style)} ${paint.strong(name)}${position === '' ? '' : paint.quiet(`  ${position}`)}`,
    ...renderFieldRows(fieldRows(change, style), style, {
      indent: '      ',
      maxPathWidth: pathRoom(style),
      allPositions: false,
    }),
  ].join('\n');
}

/** Why there is nothing to do. */
export function noChanges({ mode, targets, counts: { unchanged } }: Plan): string {
  if (mode === 'destroy') return 'No changes. There is nothing to destroy.';
  if (targets.length > 0) return 'No changes. The targeted connections match the configuration.';
  return `No changes. The backend matches the configuration (${count(unchanged, 'connection')}).`;
}

/** What the plan does not concern, so that nobody wonders where it is. */
function leftAlone({ counts, changes }: Plan, style: Style): string {
  const { unchanged, skipped, unmanaged } = counts;
  const parts = [
    ...(unchanged > 0 && changes.length > 0 ? [`${unchanged} unchanged`] : []),
    ...(skipped > 0 ? [`${skipped} left out by --target`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} made by hand and never touched`] : []),
  ];
  if (parts.length === 0) return '';
  const lines = wrap(`Left alone: ${parts.join(', ')}.`, Math.min(style.width, PROSE_WIDTH));
  return lines.map(style.paint.quiet).join('\n');
}
