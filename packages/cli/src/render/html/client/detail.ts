// The place of the connection that is open.
import { connectionArticle } from '../markup/connection.ts';
import { el } from '../markup/element.ts';
import { connectionFragment } from '../markup/links.ts';
import type { ConnectionData, PageData } from '../page-data.ts';
import { find, nodesOf } from './nodes.ts';

export class Detail {
  readonly #data: PageData;
  readonly #root: HTMLElement;
  readonly #place = find('#detail');
  readonly #previous = find<HTMLButtonElement>('#previous');
  readonly #next = find<HTMLButtonElement>('#next');
  /** The connections before and after the open one. */
  #neighbours: readonly [ConnectionData | undefined, ConnectionData | undefined] = [undefined, undefined];

  /** @param root around the place and the lists */
  constructor(data: PageData, root: HTMLElement) {
    this.#data = data;
    this.#root = root;
    this.#previous.addEventListener('click', () => this.#leaf(0));
    this.#next.addEventListener('click', () => this.#leaf(1));
  }

  /** @param name undefined closes the place @param passing what can be leafed through */
  show(name: string | undefined, passing: readonly ConnectionData[]): void {
    this.#place.hidden = name === undefined;
    const index = passing.findIndex((each) => each.name === name);
    this.#neighbours = index < 0 ? [undefined, undefined] : [passing[index - 1], passing[index + 1]];
    this.#previous.disabled = this.#neighbours[0] === undefined;
    this.#next.disabled = this.#neighbours[1] === undefined;
    this.#markLink(name);
    if (name === undefined) return;
    const connection = this.#data.connections.find((each) => each.name === name);
    const content = connection
      ? connectionArticle(connection, this.#data.columns, 'detail-heading')
      : el('h3', { tabindex: -1 }, `There is no connection ${name} here.`);
    find('#detail-content').replaceChildren(...nodesOf(content));
    this.#place.scrollTop = 0;
  }

  focus(): void {
    find('h3', this.#place).focus({ preventScroll: true });
    // Beside the list it may be in sight already; in its place it begins anew.
    const { top, bottom } = this.#place.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2 || bottom < innerHeight / 4) this.#place.scrollIntoView();
  }

  #leaf(to: 0 | 1): void {
    const neighbour = this.#neighbours[to];
    if (neighbour) location.hash = connectionFragment(neighbour.name);
  }

  #markLink(name: string | undefined): void {
    const links = [...this.#root.querySelectorAll('.lists a')];
    for (const link of links) link.removeAttribute('aria-current');
    if (name === undefined) return;
    const fragment = connectionFragment(name);
    links.find((link) => link.getAttribute('href') === fragment)?.setAttribute('aria-current', 'true');
  }
}
