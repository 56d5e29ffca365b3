// Which scopes to choose, as the control panel lists them, with the reason for each.
import { type ScopeAdvice, type ScopeChoice, type ScopeReview, workflowName } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { clean, cleanProse } from './clean.ts';
import { padTo, wrap } from './layout.ts';
import type { Style } from './style.ts';

const GAP = '  ';
const CHOICE_WIDTH = 'Read-only'.length;
const MIN_REASON_WIDTH = 30;
const MAX_WIDTH = 120;

/** For an API account that is yet to be made. */
export function renderAdvice(advice: ScopeAdvice, style: Style): string {
  const next = 'They can never be changed afterwards, so choose all workflows first.';
  return [
    style.paint.strong('Choose these scopes when making the API account:'),
    '',
    ...rows(advice.choices, style),
    '',
    ...wrap(next, Math.min(style.width, MAX_WIDTH)),
    '',
    ...declaration(advice.choices, style),
    '',
  ].join('\n');
}

/** For a connection that exists: the same, and how its declared scopes compare. */
export function renderReview({ connection, advice }: ScopeReview, style: Style): string {
  const { paint, signs } = style;
  const missing = advice.missing.map(
    (scope) => `${paint.error(`${signs.failed} missing`)}   ${clean(scope, style)}`,
  );
  const excess = advice.excess.map(({ scope, instead }) => {
    const better = instead === undefined ? 'is not needed' : `could be ${clean(instead, style)}`;
    return `${paint.warning('! excess')}    ${clean(scope, style)} ${better}`;
  });
  const verdict =
    missing.length + excess.length === 0 ? [`${paint.add(signs.done)} The declared scopes fit.`] : [];
  return [
    paint.strong(clean(connection, style)),
    ...rows(advice.choices, style),
    ...[...missing, ...excess, ...verdict].map((line) => `${GAP}${line}`),
    '',
  ].join('\n');
}

function rows(choices: readonly ScopeChoice[], style: Style): string[] {
  const { paint } = style;
  const chosen = choices
    .filter(({ choice }) => choice !== 'None')
    .map((entry) => ({ ...entry, name: clean(entry.name, style) }));
  const nameWidth = Math.max(...chosen.map(({ name }) => stringWidth(name)), 'All others'.length);
  const line = (name: string, choice: string, rest = '') =>
    `${GAP}${padTo(name, nameWidth)}${GAP}${padTo(choice, CHOICE_WIDTH)}${GAP}${rest}`.trimEnd();
  const indent = GAP.length * 3 + nameWidth + CHOICE_WIDTH;
  const width = Math.max(Math.min(style.width, MAX_WIDTH) - indent, MIN_REASON_WIDTH);
  return [
    ...chosen.flatMap((entry) => [
      line(entry.name, entry.choice, paint.hint(clean(entry.scope ?? '', style))),
      ...reasonsOf(entry, style)
        .flatMap((reason) => wrap(cleanProse(reason, style), width))
        .map((text) => paint.quiet(`${' '.repeat(indent)}${text}`)),
    ]),
    line('All others', 'None'),
  ];
}

function reasonsOf({ reasons, optional }: ScopeChoice, style: Style): string[] {
  const needed = reasons.map(({ workflow, action, because }) => {
    const isNamedAfterIt = workflow === workflowName(action);
    return `${clean(isNamedAfterIt ? action : `${workflow} (${action})`, style)} ${because}`;
  });
  return optional === undefined ? needed : [...needed, `optional: ${optional}`];
}

/** Ready to be pasted into a connection. */
function declaration(choices: readonly ScopeChoice[], style: Style): string[] {
  const scopes = choices.flatMap(({ scope }) => (scope === undefined ? [] : [clean(scope, style)]));
  const line = `${GAP}scopes: [${scopes.join(', ')}]`;
  const fits = stringWidth(line) <= style.width;
  const lines = fits ? [line] : [`${GAP}scopes:`, ...scopes.map((scope) => `${GAP}${GAP}- ${scope}`)];
  return [style.paint.quiet('In the configuration:'), ...lines];
}
