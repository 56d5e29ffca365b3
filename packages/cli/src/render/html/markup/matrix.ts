// The matrix of scopes: a row for each connection, a column for each scope, grouped as the platform lists them.
import type { ConnectionData, GrantState, ScopeColumn } from '../page-data.ts';
import { type Element, el, heard, seen } from './element.ts';
import { connectionLink } from './links.ts';
import { grantSigns } from './signs.ts';

/** Two rows: the platform's line, and what is chosen on it. */
export function matrixHead(columns: readonly ScopeColumn[]): Element {
  const groups = [...Map.groupBy(columns, ({ group }) => group)];
  return el(
    'thead',
    {},
    el(
      'tr',
      { class: 'groups' },
      el('th', { scope: 'col', rowspan: 2, class: 'corner' }, 'Connection'),
      groups.map(([group, { length }]) =>
        el('th', { scope: 'colgroup', colspan: length, class: 'group' }, el('span', {}, group)),
      ),
    ),
    el(
      'tr',
      { class: 'accesses' },
      groups.flatMap(([, members]) =>
        members.map(({ scope, access }, index) =>
          el(
            'th',
            { scope: 'col', title: scope, class: index === 0 ? 'first' : undefined },
            shortAccess(access),
          ),
        ),
      ),
    ),
  );
}

/** The columns are narrow. */
function shortAccess(access: string) {
  return access === 'Read-only' ? ['Read', heard('-only')] : access;
}

/** @param index of the row, counted from 0 over all rows, shown or not */
export function matrixRow(
  { name, scopes }: ConnectionData,
  columns: readonly ScopeColumn[],
  index: number,
): Element {
  const grants = new Map((scopes?.grants ?? []).map((grant) => [grant.column, grant]));
  const cells = columns.map(({ group }, column) => {
    const grant = grants.get(column);
    const first = columns[column - 1]?.group === group ? '' : 'first';
    if (!grant) return el('td', { class: first });
    const { sign, word, tone } = grantSigns[grant.state];
    const proof = grant.proven ? ', proven by the store' : '';
    return el(
      'td',
      { class: first, title: `${columns[column]?.scope ?? ''}: ${word}${proof}` },
      seen(sign, `grant ${tone}${grant.proven ? ' proven' : ''}`),
      heard(`${word}${proof}`),
    );
  });
  // The two rows of the head count.
  const attributes = { 'data-row': true, 'aria-rowindex': index + 3 };
  return el('tr', attributes, el('th', { scope: 'row' }, connectionLink(name)), cells);
}

/** What the signs mean. */
export function matrixLegend(): Element {
  const states = Object.keys(grantSigns) as GrantState[];
  return el(
    'ul',
    { class: 'legend' },
    states.map((state) => {
      const { sign, word, tone } = grantSigns[state];
      return el('li', {}, seen(sign, `grant ${tone}`), ` ${word}`);
    }),
    el('li', {}, seen('✓', 'grant add proven'), ' filled: proven by the store'),
  );
}
