// Changes in Markdown: an item of a list for each, or its fields as a diff that folds away.
import type { Action, Change } from '@flowlink/schema';
import { actionWords } from '../actions.ts';
import type { Alike } from '../alike.ts';
import { fieldRows } from '../field-rows.ts';
import type { FieldRow } from '../field-table.ts';
import { positionText } from '../position.ts';
import { makeStyle } from '../style.ts';
import type { Entry } from './fit.ts';
import { type Dialect, fenced, html, markdown, oneLine, prose } from './inert.ts';

/** What each action is counted as; what is lost first, and what is new last. */
const kinds: Readonly<Record<Action, string>> = {
  destroy: 'to destroy',
  replace: 'to replace',
  forget: 'to forget',
  update: 'to change',
  import: 'to import',
  move: 'to rename',
  create: 'to add',
};

/** So many names are given of changes that are alike. */
const MAX_NAMES = 200;

/** Rows are not laid out in columns here. */
const STYLE = makeStyle({ colour: false, unicode: true, width: Number.POSITIVE_INFINITY });

/** Whether a change takes something away for good, or out of flowlink's hands. */
export function isDestructive({ action }: Change): boolean {
  return action === 'destroy' || action === 'replace' || action === 'forget';
}

/** The most important first: destroyed before replaced, conflicts and drift before what only the configuration changed. */
export function changeEntries(groups: readonly Alike[], isOpen: boolean): Entry[] {
  const order = Object.keys(kinds);
  const rank = ({ change: { action, fields } }: Alike) =>
    order.indexOf(action) * 2 + (fields.some(({ direction }) => direction !== 'config') ? 0 : 1);
  return groups
    .toSorted((a, b) => rank(a) - rank(b))
    .map((group) => ({
      kind: kinds[group.change.action],
      number: 1 + group.others.length,
      brief: headline(group, markdown),
      full: () => details(group, isOpen),
    }));
}

function headline({ change: { action, name, reason }, others }: Alike, dialect: Dialect): string {
  const { sign, future } = actionWords[action];
  const why = reason === '' ? '' : `: ${prose(reason, dialect)}`;
  const more = others.length === 0 ? '' : ` – and ${others.length} more, alike but for store and account`;
  return `${dialect.code(sign)} ${dialect.code(name)} ${future}${why}${more}`;
}

function details(group: Alike, isOpen: boolean): string | undefined {
  const { change, others } = group;
  const rows = fieldRows(change, STYLE, false).flatMap((row) => rowLines(row, change));
  if (rows.length + others.length === 0) return undefined;
  const place = positionText(change.position);
  const lines = [...(place === '' ? [] : [`@@ ${oneLine(place)} @@`]), ...rows];
  const start = `<details${isOpen ? ' open' : ''}><summary>${headline(group, html)}</summary>`;
  const blocks = [
    start,
    fenced(lines, 'diff'),
    ...(others.length > 0 ? [namesOf(others)] : []),
    '</details>',
  ];
  return blocks.join('\n\n');
}

function namesOf(others: readonly string[]): string {
  const named = others.slice(0, MAX_NAMES).map(markdown.code);
  const more = others.length - named.length;
  return `The same for ${[...named, ...(more > 0 ? [`… and ${more} more`] : [])].join(', ')}.`;
}

/** An old and a new value stand on two lines; `!` is what GitHub colours as changed. */
function rowLines({ kind, path, values, isList, note, position }: FieldRow, change: Change): string[] {
  const [first = '', second] = isList ? values : values.map((value) => oneLine(value));
  const isElsewhere = position !== '' && !position.startsWith(`${change.position?.file}:`);
  const remarks = [note, isElsewhere ? position : ''].filter((text) => text !== '').join('; ');
  const end = remarks === '' ? '' : `  # ${oneLine(remarks)}`;
  const line = (sign: string, value: string) => `${sign} ${oneLine(path)}: ${value}`;
  if (second !== undefined) return [line('-', first), line('+', second) + end];
  return [line({ add: '+', remove: '-', change: '!', none: ' ' }[kind], first) + end];
}
