// What the script adds to the page: search, filters, the four lists and the place of an open connection.
import { tableHead } from '../markup/data-table.ts';
import { type Element, el, heard, type Markup, seen } from '../markup/element.ts';
import { matrixHead, matrixLegend } from '../markup/matrix.ts';
import { numberText } from '../markup/numbers.ts';
import { verificationHeads } from '../markup/rows.ts';
import type { Facet, PageData } from '../page-data.ts';
import { type View, views } from '../view-state.ts';

const titles: Readonly<Record<View, string>> = {
  changes: 'Changes',
  scopes: 'Scopes',
  verification: 'Verification',
  problems: 'Problems',
};

/** @param counts of what each list holds before it is filtered */
export function appMarkup(data: PageData, counts: Readonly<Record<View, number>>): Markup {
  return [
    el(
      'nav',
      { 'aria-label': 'Views', class: 'views' },
      el(
        'ul',
        {},
        views.map((view) =>
          el(
            'li',
            {},
            el('a', { href: `#${view}`, 'data-view': view }, titles[view], ' ', countBadge(counts[view])),
          ),
        ),
      ),
    ),
    toolbar(data),
    el(
      'div',
      { class: 'desk' },
      el('div', { class: 'lists' }, changes(), scopes(data), verification(), problems()),
      el(
        'section',
        { id: 'detail', 'aria-label': 'Connection', hidden: true },
        el(
          'div',
          { class: 'detail-bar' },
          button('close', 'Close'),
          button('previous', 'Previous'),
          button('next', 'Next'),
        ),
        el('div', { id: 'detail-content' }),
      ),
    ),
    el(
      'p',
      { class: 'keys' },
      [key('/'), ' searches, ', key('↑'), ' and ', key('↓'), ' go through a list, '],
      [key('Enter'), ' opens, ', key('Esc'), ' closes.'],
    ),
  ];
}

function key(name: string): Element {
  return el('kbd', {}, name);
}

function countBadge(number: number): Element {
  return el('span', { class: 'count' }, numberText(number));
}

function button(id: string, text: string): Element {
  return el('button', { type: 'button', id }, text);
}

function toolbar({ facets }: PageData): Element {
  return el(
    'search',
    { class: 'toolbar' },
    el(
      'div',
      { class: 'search' },
      el('label', { for: 'words' }, 'Search'),
      el('input', {
        type: 'search',
        id: 'words',
        placeholder: 'name, field, value, file …',
        autocomplete: 'off',
        spellcheck: 'false',
      }),
      el('kbd', { 'aria-hidden': 'true' }, '/'),
    ),
    facets.length === 0
      ? ''
      : el(
          'details',
          { id: 'filters' },
          el('summary', {}, 'Filters'),
          el('div', { class: 'facets' }, facets.map(facetGroup)),
        ),
    el(
      'div',
      { class: 'outcome' },
      el('p', { id: 'result', role: 'status' }),
      el('button', { type: 'button', id: 'clear', hidden: true }, 'Clear all filters'),
    ),
  );
}

function facetGroup({ label, values }: Facet): Element {
  return el(
    'div',
    { role: 'group', 'aria-label': label, class: 'facet' },
    seen(label, 'facet-label'),
    values.map(({ tag, label: text, count }) =>
      el(
        'button',
        { type: 'button', class: 'chip', 'aria-pressed': 'false', 'data-tag': tag },
        text,
        ' ',
        countBadge(count),
      ),
    ),
  );
}

function view(name: View, ...content: readonly Markup[]): Element {
  return el(
    'section',
    { id: `view-${name}`, 'aria-labelledby': `heading-${name}`, hidden: true },
    el('h2', { id: `heading-${name}` }, titles[name]),
    content,
    el('p', { class: 'nothing', hidden: true }),
  );
}

const more = () => el('button', { type: 'button', class: 'more', hidden: true });

function changes(): Element {
  return view('changes', el('ul', { class: 'rows' }), more());
}

function scopes({ columns }: PageData): Element {
  return view(
    'scopes',
    matrixLegend(),
    el(
      'div',
      { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': 'Matrix of scopes' },
      el(
        'table',
        { class: 'matrix' },
        el('caption', {}, heard('Which connection has which scope')),
        matrixHead(columns),
        el('tbody', {}),
      ),
    ),
  );
}

function verification(): Element {
  return view(
    'verification',
    el(
      'table',
      { class: 'data', role: 'table' },
      el('caption', {}, heard('What the stores said')),
      tableHead(verificationHeads),
      el('tbody', { role: 'rowgroup' }),
    ),
    more(),
  );
}

function problems(): Element {
  return view('problems', el('ul', { class: 'problems' }), more());
}
