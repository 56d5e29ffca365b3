// A table that turns into a list of cards where it is narrow; the roles keep it a table for those who hear it.
import { type Element, el, type Markup } from './element.ts';

export interface DataRow {
  /** The first heads the row. */
  readonly cells: readonly Markup[];
  readonly class?: string;
}

/** @param caption what the table is; it is seen as a small heading @param kind a class */
export function dataTable(
  caption: Markup,
  heads: readonly string[],
  rows: readonly DataRow[],
  kind = '',
): Element {
  return el(
    'table',
    { class: `data ${kind}`.trim(), role: 'table' },
    el('caption', {}, caption),
    tableHead(heads),
    el(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) => dataRow(heads, row)),
    ),
  );
}

export function tableHead(heads: readonly string[]): Element {
  const cells = heads.map((head) => el('th', { scope: 'col', role: 'columnheader' }, head));
  return el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, cells));
}

/** The column's name stands before a cell where the head has no room. */
export function dataRow(heads: readonly string[], row: DataRow): Element {
  const cells = row.cells.map((cell, index) =>
    index === 0
      ? el('th', { scope: 'row', role: 'rowheader' }, cell)
      : el('td', { role: 'cell', 'data-head': heads[index], class: cell === '' ? 'empty' : undefined }, cell),
  );
  return el('tr', { role: 'row', class: row.class }, cells);
}
