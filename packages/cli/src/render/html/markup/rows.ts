// Connections and what is remarkable about them, one line each.
import { bySeverity } from '../../severity.ts';
import type { ConnectionData } from '../page-data.ts';
import type { DataRow } from './data-table.ts';
import { type Element, el, type Markup } from './element.ts';
import { connectionFragment, connectionLink } from './links.ts';
import { counted } from './numbers.ts';
import { actionPill, outcomePill, pill } from './signs.ts';

/** A line of the list of changes; all of it is one link. */
export function changeRow(connection: ConnectionData): Element {
  const { name, change } = connection;
  return el(
    'li',
    { 'data-row': true },
    el(
      'a',
      { href: connectionFragment(name), class: 'row' },
      change ? actionPill(change.action) : '',
      ' ',
      el('span', { class: 'name' }, name),
      ' ',
      el('span', { class: 'reason' }, change?.reason ?? ''),
      ' ',
      el('span', { class: 'marks' }, marksOf(connection)),
    ),
  );
}

function marksOf({ verification, problems, tags, change }: ConnectionData): Markup[] {
  const { errors, warnings } = bySeverity(problems);
  return [
    ...(tags.includes('direction:conflict') ? [pill('remove', '↔', 'conflict')] : []),
    ...(tags.includes('direction:drift') ? [pill('change', '←', 'drift')] : []),
    ...(errors.length > 0 ? [pill('remove', '✗', counted(errors.length, 'error'))] : []),
    ...(warnings.length > 0 ? [pill('change', '!', counted(warnings.length, 'warning'))] : []),
    ...(verification ? [outcomePill(verification)] : []),
    ...(change && change.fields.length > 0
      ? [el('span', { class: 'quiet' }, counted(change.fields.length, 'field'))]
      : []),
  ].flatMap((mark, index) => (index === 0 ? [mark] : [' ', mark]));
}

export const verificationHeads = [
  'Connection',
  'Result',
  'Proven',
  'Unverifiable',
  'What the store contradicts',
];

/** A line of the table of verifications. */
export function verificationRow({ name, verification }: ConnectionData): DataRow {
  if (!verification) return { cells: [name, '', '', '', ''] };
  const { checks } = verification;
  const number = (status: string) => String(checks.filter((check) => check.status === status).length);
  const wrong = checks.filter(({ status }) => status === 'contradicted' || status === 'over-granted');
  const lines = wrong.map(({ subject, reason }) => el('li', {}, el('code', {}, subject), ` ${reason}`));
  return {
    cells: [
      connectionLink(name),
      outcomePill(verification),
      number('verified'),
      number('unverifiable'),
      lines.length === 0 ? '' : el('ul', {}, lines),
    ],
  };
}
