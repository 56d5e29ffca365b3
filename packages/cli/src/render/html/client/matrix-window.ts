// The matrix of scopes: only the rows in sight and some around them are in the document, at places that the others keep free.

import { el } from '../markup/element.ts';
import { matrixRow } from '../markup/matrix.ts';
import type { ConnectionData, ScopeColumn } from '../page-data.ts';
import { elementOf, find } from './nodes.ts';

/** Rows beyond those in sight, on either side. */
const SPARE_ROWS = 12;

export class MatrixWindow {
  readonly #scroller: HTMLElement;
  readonly #table: HTMLElement;
  readonly #body: HTMLElement;
  readonly #columns: readonly ScopeColumn[];
  readonly #above: HTMLElement;
  readonly #below: HTMLElement;
  readonly #rows = new Map<number, HTMLElement>();
  #items: readonly ConnectionData[] = [];

  /** @param scroller around a table with a head and an empty body */
  constructor(scroller: HTMLElement, columns: readonly ScopeColumn[]) {
    this.#scroller = scroller;
    this.#table = find('table', scroller);
    this.#body = find('tbody', scroller);
    this.#columns = columns;
    const spacer = () =>
      elementOf(
        el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: columns.length + 1 })),
      );
    this.#above = spacer();
    this.#below = spacer();
    scroller.addEventListener('scroll', () => this.#update(), { passive: true });
    new ResizeObserver(() => this.#update()).observe(scroller);
  }

  show(items: readonly ConnectionData[]): void {
    this.#items = items;
    this.#rows.clear();
    this.#body.replaceChildren(this.#above, this.#below);
    this.#table.setAttribute('aria-rowcount', String(items.length + 2));
    this.#scroller.scrollTop = 0;
    this.#update();
  }

  /** Rows that stay are not touched, so that one of them can have the focus. */
  #update(): void {
    const { clientHeight, scrollTop } = this.#scroller;
    if (clientHeight === 0) return;
    const height = this.#rowHeight();
    const first = Math.max(Math.floor(scrollTop / height) - SPARE_ROWS, 0);
    const end = Math.min(Math.ceil((scrollTop + clientHeight) / height) + SPARE_ROWS, this.#items.length);
    for (const [index, row] of this.#rows) {
      if (index >= first && index < end) continue;
      row.remove();
      this.#rows.delete(index);
    }
    for (let index = end - 1; index >= first; index--) {
      const next = this.#rows.get(index + 1) ?? this.#below;
      const row = this.#rows.get(index) ?? this.#make(index);
      if (row.nextElementSibling !== next) next.before(row);
    }
    this.#above.style.height = `${first * height}px`;
    this.#below.style.height = `${Math.max(this.#items.length - end, 0) * height}px`;
  }

  #make(index: number): HTMLElement {
    const item = this.#items[index];
    if (!item) throw new Error('no such row');
    const row = elementOf(matrixRow(item, this.#columns, index));
    this.#rows.set(index, row);
    return row;
  }

  /** All rows are of one height, whatever the size of the text. */
  #rowHeight(): number {
    const [row] = this.#rows.values();
    if (row) return row.offsetHeight;
    if (this.#items.length === 0) return 1;
    const sample = this.#make(0);
    this.#below.before(sample);
    return sample.offsetHeight;
  }
}
