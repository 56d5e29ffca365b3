// The head of the page: what the plan is, how much it does, and what must not be overlooked.
import type { Action, PlanCounts } from '@flowlink/schema';
import { actionWords, totalsOf } from '../actions.ts';
import type { PlanReport } from '../plan-report.ts';
import { leftAlone, noChanges } from '../plan-words.ts';
import { bySeverity } from '../severity.ts';
import { timeText } from '../time.ts';
import { outcomeOf, outcomeWords } from '../verification.ts';
import { safe, safeProse } from './gather/safe-text.ts';
import { type Element, el, type Markup, seen } from './markup/element.ts';
import { connectionLink, taggedFragment } from './markup/links.ts';
import { counted, groupDigits, numberText } from './markup/numbers.ts';
import { pill } from './markup/signs.ts';

/** More names than these are one click away. */
const MAX_NAMES = 12;

export function pageSummary(report: PlanReport): Element {
  const { plan } = report;
  const verdict =
    plan.changes.length === 0 ? noChanges(plan) : `${groupDigits(totalsOf(plan.counts, 'future'))}.`;
  const rest = leftAlone(plan);
  return el(
    'section',
    { class: 'summary', 'aria-labelledby': 'title' },
    el('h1', { id: 'title' }, pageTitle(report)),
    el('p', { class: 'verdict' }, verdict),
    plan.changes.length === 0 ? '' : el('ul', { class: 'tiles' }, tiles(plan.counts)),
    destruction(report),
    problemLine(report),
    facts(report),
    rest === '' ? '' : el('p', { class: 'left-alone quiet' }, groupDigits(rest)),
  );
}

export function pageTitle({ plan }: PlanReport): string {
  const workspace = safe(plan.workspace);
  return plan.mode === 'destroy' ? `Plan to destroy ${workspace}` : `Plan for ${workspace}`;
}

function tiles(counts: PlanCounts): Markup {
  const actions = (Object.keys(actionWords) as Action[]).filter((action) => counts[action] > 0);
  return actions.map((action) => {
    const { sign, legend, role } = actionWords[action];
    return el(
      'li',
      { class: `tile ${role}` },
      el(
        'a',
        { href: taggedFragment([`action:${action}`]) },
        el('span', { class: 'number' }, numberText(counts[action])),
        el('span', { class: 'what' }, seen(sign, 'sign'), ` to ${legend}`),
      ),
    );
  });
}

/** What cannot be taken back, by name. */
function destruction({ plan }: PlanReport): Markup {
  const lost = plan.changes.filter(({ action }) => action === 'destroy' || action === 'replace');
  if (lost.length === 0) return '';
  const names = lost.slice(0, MAX_NAMES).map(({ name, action }) => {
    const safeName = safe(name);
    return el('li', {}, connectionLink(safeName), ` ${actionWords[action].future}`);
  });
  const more = lost.length - names.length;
  const all = taggedFragment(['action:destroy', 'action:replace']);
  return el(
    'div',
    { class: 'alarm' },
    el('h2', {}, seen('!', 'sign'), ` ${counted(lost.length, 'connection')} will be destroyed or replaced`),
    el('ul', {}, names, more > 0 ? el('li', {}, el('a', { href: all }, `and ${numberText(more)} more`)) : ''),
  );
}

function problemLine({ diagnostics }: PlanReport): Markup {
  if (diagnostics.length === 0) return '';
  const { errors, warnings } = bySeverity(diagnostics);
  return el(
    'p',
    { class: 'problem-line' },
    errors.length > 0 ? [pill('remove', '✗', counted(errors.length, 'error')), ' '] : '',
    warnings.length > 0 ? [pill('change', '!', counted(warnings.length, 'warning')), ' '] : '',
    el('a', { href: '#problems' }, 'Show the problems'),
  );
}

function facts(report: PlanReport): Element {
  const { plan } = report;
  const rows: readonly (readonly [string, string])[] = [
    ['Workspace', safe(plan.workspace)],
    ['Backend', safe(plan.backend_url)],
    ['Made', `${safe(timeText(plan.created_at))} UTC`],
    ['By', `flowlink ${safe(plan.tool_version)}`],
    ...(plan.targets.length > 0 ? [['Limited to', plan.targets.map(safe).join(', ')] as const] : []),
    ['Verification', verificationText(report)],
  ];
  return el(
    'dl',
    { class: 'facts' },
    rows.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

function verificationText({ verification }: PlanReport): string {
  if (verification === undefined) return 'the stores were not asked';
  if (verification.length === 0) return 'there was nothing to ask the stores';
  const outcomes = Map.groupBy(verification, outcomeOf);
  return safeProse(
    [...outcomes].map(([outcome, { length }]) => `${numberText(length)} ${outcomeWords[outcome]}`).join(', '),
  );
}
