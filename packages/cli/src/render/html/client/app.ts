// Keeps what is shown in step with the address, the filters and the search.
import { matcherOf, searchText } from '../filter.ts';
import { connectionFragment } from '../markup/links.ts';
import { counted, numberText } from '../markup/numbers.ts';
import type { ConnectionData, PageData } from '../page-data.ts';
import { listFragment, parseFragment, type ViewState, views } from '../view-state.ts';
import { appMarkup } from './app-markup.ts';
import { Detail } from './detail.ts';
import { listenForKeys } from './keyboard.ts';
import { countsOf, type List, makeLists } from './lists.ts';
import { find, nodesOf } from './nodes.ts';

/** The page has been painted by then, and nobody has typed much. */
const PREPARE_MS = 300;

const NOTHING_OPEN: ViewState = { view: 'changes', connection: undefined, words: '', tags: [] };

export class App {
  readonly #data: PageData;
  readonly #root: HTMLElement;
  readonly #lists: ReturnType<typeof makeLists>;
  readonly #detail: Detail;
  #state = NOTHING_OPEN;
  /** Made soon after the page is there, or when first searched. */
  #searched: readonly string[] | undefined;
  #passing: readonly ConnectionData[] = [];

  /** @param root becomes visible and holds the app */
  constructor(data: PageData, root: HTMLElement) {
    this.#data = data;
    this.#root = root;
    root.append(...nodesOf(appMarkup(data, countsOf(data))));
    root.hidden = false;
    this.#lists = makeLists(data);
    this.#detail = new Detail(data, root);
  }

  start(): void {
    const words = find<HTMLInputElement>('#words');
    words.addEventListener('input', () => this.#refine({ words: words.value }));
    for (const chip of this.#root.querySelectorAll<HTMLElement>('[data-tag]')) {
      chip.addEventListener('click', () => this.#toggle(chip.dataset.tag ?? ''));
    }
    find('#clear').addEventListener('click', () => {
      this.#refine({ words: '', tags: [] });
      words.focus();
    });
    find('#close').addEventListener('click', () => this.#close());
    listenForKeys({ search: () => words.focus(), leave: () => this.#leave() });
    window.addEventListener('hashchange', () => this.#follow());
    this.#show(parseFragment(location.hash, NOTHING_OPEN), true);
    const { connection, tags } = this.#state;
    const filters = this.#root.querySelector<HTMLDetailsElement>('#filters');
    if (filters) filters.open = tags.length > 0 || matchMedia('(min-width: 45rem)').matches;
    if (connection !== undefined) this.#detail.focus();
    setTimeout(() => this.#prepareSearch(), PREPARE_MS);
  }

  /** The address was changed: by a link, by hand, or by going back. */
  #follow(): void {
    const before = this.#state;
    this.#show(parseFragment(location.hash, before), false);
    const { connection } = this.#state;
    if (connection !== undefined) this.#detail.focus();
    else if (before.connection !== undefined) this.#returnTo(before.connection);
    else if (location.hash === listFragment(this.#state)) this.#root.scrollIntoView();
  }

  #refine(change: Partial<ViewState>): void {
    const next = { ...this.#state, ...change };
    this.#setAddress(next.connection === undefined ? listFragment(next) : location.hash, 'replaceState');
    this.#show(next, false);
  }

  #toggle(tag: string): void {
    const { tags } = this.#state;
    this.#refine({ tags: tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag] });
  }

  #leave(): boolean {
    const words = find<HTMLInputElement>('#words');
    const isSearching = document.activeElement === words;
    if (isSearching && words.value !== '') this.#refine({ words: '' });
    else if (this.#state.connection !== undefined) this.#close();
    else if (isSearching) words.blur();
    else return false;
    return true;
  }

  #close(): void {
    const { connection } = this.#state;
    if (connection === undefined) return;
    const next = { ...this.#state, connection: undefined };
    this.#setAddress(listFragment(next), 'pushState');
    this.#show(next, false);
    this.#returnTo(connection);
  }

  /** Where the focus was before the connection was opened. */
  #returnTo(name: string): void {
    const fragment = connectionFragment(name);
    const links = find(`#view-${this.#state.view}`).querySelectorAll('a');
    [...links].find((link) => link.getAttribute('href') === fragment)?.focus();
  }

  // A page in a sandboxed frame may not change its address; what is shown does not depend on it.
  #setAddress(fragment: string, how: 'pushState' | 'replaceState'): void {
    try {
      history[how](null, '', fragment);
    } catch {
      // The address merely says less.
    }
  }

  /** @param isFirst whether nothing is shown yet */
  #show(state: ViewState, isFirst: boolean): void {
    const before = this.#state;
    this.#state = state;
    const isRefined = state.words !== before.words || state.tags.join() !== before.tags.join();
    if (isFirst || isRefined) this.#filter();
    if (isFirst || isRefined || state.view !== before.view) this.#showList();
    if (isFirst || state.connection !== before.connection || isRefined) this.#showConnection();
  }

  #filter(): void {
    const { connections } = this.#data;
    const { words, tags } = this.#state;
    if (words !== '') this.#prepareSearch();
    const matches = matcherOf(this.#state);
    this.#passing = connections.filter((connection, index) =>
      matches(connection, this.#searched?.[index] ?? ''),
    );
    const input = find<HTMLInputElement>('#words');
    if (input.value !== words) input.value = words;
    for (const chip of this.#root.querySelectorAll<HTMLElement>('[data-tag]')) {
      chip.setAttribute('aria-pressed', String(tags.includes(chip.dataset.tag ?? '')));
    }
    find('#clear').hidden = !this.#isFiltered();
  }

  #prepareSearch(): void {
    const { connections, columns } = this.#data;
    this.#searched ??= connections.map((connection) => searchText(connection, columns));
  }

  #isFiltered(): boolean {
    return this.#state.words.trim() !== '' || this.#state.tags.length > 0;
  }

  #showList(): void {
    for (const link of this.#root.querySelectorAll<HTMLElement>('[data-view]')) {
      const view = views.find((each) => each === link.dataset.view) ?? 'changes';
      link.setAttribute('href', listFragment({ ...this.#state, view }));
      if (view === this.#state.view) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      find(`#view-${view}`).hidden = view !== this.#state.view;
    }
    const list = this.#lists[this.#state.view];
    list.show(this.#passing, this.#isFiltered());
    this.#showCount(list);
  }

  #showCount(list: List): void {
    const total = list.count(this.#data.connections, false);
    const shown = list.count(this.#passing, this.#isFiltered());
    const all = counted(total, ...list.noun);
    find('#result').textContent = this.#isFiltered() ? `${numberText(shown)} of ${all}` : all;
    const nothing = find(`#view-${this.#state.view} .nothing`);
    nothing.hidden = shown > 0;
    nothing.textContent = total === 0 ? list.empty : 'Nothing fits the filter.';
  }

  #showConnection(): void {
    const { connection: name } = this.#state;
    this.#root.classList.toggle('is-open', name !== undefined);
    this.#detail.show(name, this.#passing);
  }
}
