// A plan as text: what will happen to which connection, field by field, and how much that is.
import type { Action, Plan } from '@flowlink/schema';
import { actionWords, paintSign, totalsOf } from './actions.ts';
import { type Alike, eachAlone, groupAlike, isLarge } from './alike.ts';
import { clean, cleanProse } from './clean.ts';
import { fieldRows } from './field-rows.ts';
import { type FieldRow, fieldSigns, pathRoom, renderFieldRows } from './field-table.ts';
import { foldFields } from './fold.ts';
import { renderOthers, renderRecap } from './large-plan.ts';
import { wrap } from './layout.ts';
import { leftAlone, noChanges } from './plan-words.ts';
import { positionText } from './position.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;

export interface PlanText {
  /** Whether everything is shown; otherwise what is long or alike, and takes nothing away, is counted. */
  readonly full: boolean;
}

/** The whole plan. The last line says how much would happen. */
export function renderPlan(plan: Plan, style: Style, { full }: PlanText = { full: false }): string {
  const rest = leftAlone(plan);
  const end = rest === '' ? '' : `${quietly(rest, style)}\n`;
  if (plan.changes.length === 0) return `${noChanges(plan)}\n${end}`;
  const isDigest = !full && isLarge(plan);
  const groups = isDigest ? groupAlike(plan.changes) : eachAlone(plan.changes);
  const shown = groups.map((group) => ({ ...group, rows: fieldRows(group.change, style, full) }));
  const isShortened =
    !full &&
    (groups.length < plan.changes.length ||
      groups.some(({ change }) => foldFields(change.fields).length < change.fields.length));
  const blocks = [
    heading(plan, style),
    legend(plan, shown, style),
    ...shown.map((group) => renderChange(group, style)),
    ...(isDigest ? renderRecap(plan, style) : []),
    ...(isShortened ? [quietly(SHORTENED, style)] : []),
    wrap(`Plan: ${totalsOf(plan.counts, 'future')}.`, style.width)
      .map(style.paint.strong)
      .join('\n'),
  ];
  return `${blocks.join('\n\n')}\n${end}`;
}

const SHORTENED =
  'What is only counted here is shown by `flowlink plan --full`, or `flowlink show --full` for a saved plan.';

interface Shown extends Alike {
  readonly rows: readonly FieldRow[];
}

function heading({ workspace, backend_url, mode }: Plan, style: Style): string {
  const what =
    mode === 'destroy' ? 'flowlink will destroy connections' : 'flowlink will perform these actions';
  const text = `${what} in workspace ${workspace} (${backend_url}):`;
  return wrap(cleanProse(text, style), Math.min(style.width, PROSE_WIDTH)).join('\n');
}

/** Only the signs that occur: those of actions, and those of fields that no action has explained. */
function legend({ counts }: Plan, shown: readonly Shown[], style: Style): string {
  const actions = (Object.keys(actionWords) as Action[]).filter((action) => counts[action] > 0);
  const signs = new Set(actions.map((action) => actionWords[action].sign));
  const fields = (['add', 'change', 'remove'] as const).filter(
    (kind) => !signs.has(fieldSigns[kind]) && shown.some(({ rows }) => rows.some((row) => row.kind === kind)),
  );
  const parts = [
    ...actions.map((action) => `${paintSign(action, 0, style)} ${actionWords[action].legend}`),
    ...fields.map((kind) => `${style.paint[kind](fieldSigns[kind])} ${kind} a field`),
  ];
  return `  ${parts.join('   ')}`;
}

function renderChange({ change, others, rows }: Shown, style: Style): string {
  const { paint } = style;
  const name = clean(change.name, style);
  const { future } = actionWords[change.action];
  const comment = cleanProse(`${name} ${future}: ${change.reason}`, style);
  const position = clean(positionText(change.position), style);
  return [
    ...wrap(comment, Math.min(style.width, PROSE_WIDTH) - 6).map((line) => paint.quiet(`    # ${line}`)),
    `${paintSign(change.action, 3, style)} ${paint.strong(name)}${position === '' ? '' : paint.quiet(`  ${position}`)}`,
    ...renderFieldRows(rows, style, {
      indent: '      ',
      maxPathWidth: pathRoom(style),
      allPositions: false,
    }),
    ...(others.length > 0 ? ['', ...renderOthers(change.action, others, style)] : []),
  ].join('\n');
}

function quietly(text: string, style: Style): string {
  const lines = wrap(cleanProse(text, style), Math.min(style.width, PROSE_WIDTH));
  return lines.map(style.paint.quiet).join('\n');
}
