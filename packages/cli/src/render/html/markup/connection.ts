// One connection with all that is known of it: what changes, what the store says, its scopes and its problems.
import { actionWords } from '../../actions.ts';
import type { ChangeData, ConnectionData, FieldData, ScopeColumn, VerificationData } from '../page-data.ts';
import { type DataRow, dataTable } from './data-table.ts';
import { type Element, el, heard, type Markup, seen } from './element.ts';
import { counted } from './numbers.ts';
import { problemCard } from './problem.ts';
import { actionPill, checkPill, grantSigns, outcomePill, pill } from './signs.ts';

/** @param id of its heading, once on the page */
export function connectionArticle(
  connection: ConnectionData,
  columns: readonly ScopeColumn[],
  id: string,
): Element {
  const { name, change, verification, scopes, problems } = connection;
  return el(
    'article',
    { class: 'connection', 'aria-labelledby': id },
    el(
      'header',
      {},
      change ? actionPill(change.action) : pill('quiet', '·', 'no change'),
      el('h3', { id, tabindex: -1 }, name),
      change ? changeText(change) : '',
    ),
    change && change.fields.length > 0 ? fieldTable(change) : '',
    verification ? verificationPart(verification) : '',
    scopes && scopes.grants.length > 0 ? scopeTable(scopes.grants, columns) : '',
    problems.length === 0
      ? ''
      : [el('h4', {}, 'Problems'), el('ul', { class: 'problems' }, problems.map(problemCard))],
  );
}

function changeText({ action, reason, from, position }: ChangeData): Markup {
  const renamed = from === undefined ? '' : ` It is called ${from} until then.`;
  return [
    el(
      'p',
      { class: 'prose' },
      el('strong', {}, `It ${actionWords[action].future}`),
      reason === '' ? '.' : `: ${reason}.`,
      renamed,
    ),
    position === '' ? '' : el('p', { class: 'position' }, heard('Position: '), el('code', {}, position)),
  ];
}

/** A column that would be empty is left out. */
function fieldTable({ fields }: ChangeData): Element {
  const hasBefore = fields.some(({ before }) => before !== '');
  const hasAfter = fields.some(({ after }) => after !== '');
  const heads = ['Field', ...(hasBefore ? ['Before'] : []), ...(hasAfter ? ['After'] : [])];
  const rows = fields.map(
    (field): DataRow => ({
      class: field.kind,
      cells: [
        fieldName(field),
        ...(hasBefore ? [valueMarkup(field.before, 'del')] : []),
        ...(hasAfter ? [valueMarkup(field.after, 'ins')] : []),
      ],
    }),
  );
  return dataTable(counted(fields.length, 'field'), heads, rows, 'fields');
}

const kinds = {
  add: { sign: '+', word: 'added' },
  remove: { sign: '-', word: 'removed' },
  change: { sign: '~', word: 'changed' },
};

/** With what is to be noted, and where it stands. */
function fieldName({ kind, path, note, position, grave }: FieldData): Markup {
  const { sign, word } = kinds[kind];
  return [
    seen(sign, 'sign'),
    heard(`${word}: `),
    el('code', {}, path),
    note === '' ? '' : el('p', { class: grave ? 'note grave' : 'note' }, note),
    position === '' ? '' : el('p', { class: 'note' }, el('code', {}, position)),
  ];
}

function valueMarkup(value: string, tag: 'del' | 'ins'): Markup {
  return value === '' ? '' : el(tag, {}, el('code', { class: tag === 'del' ? 'before' : 'after' }, value));
}

function verificationPart(verification: VerificationData): Markup {
  const { checks, requests } = verification;
  const rows = checks.map(
    ({ subject, status, reason }): DataRow => ({
      cells: [el('code', {}, subject), checkPill(status), reason],
    }),
  );
  return [
    el('h4', {}, 'Verification ', outcomePill(verification)),
    checks.length === 0
      ? el('p', { class: 'quiet' }, 'Nothing was asked.')
      : dataTable(
          `${counted(checks.length, 'check')}, ${counted(requests, 'request')}`,
          ['What', 'Result', 'Reason'],
          rows,
        ),
  ];
}

function scopeTable(
  grants: NonNullable<ConnectionData['scopes']>['grants'],
  columns: readonly ScopeColumn[],
): Markup {
  const rows = grants.map(({ column, state, proven, because = '' }): DataRow => {
    const { sign, word, tone } = grantSigns[state];
    const { scope = '', group = '', access = '' } = columns[column] ?? {};
    const name = [el('code', {}, scope), el('span', { class: 'quiet' }, ` ${group}: ${access}`)];
    return { cells: [name, pill(tone, sign, `${word}${proven ? ', proven by the store' : ''}`), because] };
  });
  return [
    el('h4', {}, 'Scopes'),
    dataTable(counted(grants.length, 'scope'), ['Scope', 'State', 'Why'], rows),
  ];
}
