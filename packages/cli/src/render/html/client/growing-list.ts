// A list that holds as many rows as somebody has scrolled to, so that thousands cost nothing until they are looked at.
import type { Markup } from '../markup/element.ts';
import { numberText } from '../markup/numbers.ts';
import { nodesOf } from './nodes.ts';

const FIRST_ROWS = 60;
const MORE_ROWS = 200;

export class GrowingList<T> {
  readonly #container: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #render: (item: T) => Markup;
  #items: readonly T[] = [];
  #shown = 0;

  /** @param container of the rows @param button that shows more of them; it is hidden while there are none */
  constructor(container: HTMLElement, button: HTMLButtonElement, render: (item: T) => Markup) {
    this.#container = container;
    this.#button = button;
    this.#render = render;
    button.addEventListener('click', () => this.grow());
    new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.grow();
      },
      { rootMargin: '800px' },
    ).observe(button);
  }

  show(items: readonly T[]): void {
    this.#items = items;
    this.#shown = 0;
    this.#container.replaceChildren();
    this.#append(FIRST_ROWS);
  }

  grow(): void {
    this.#append(MORE_ROWS);
  }

  #append(number: number): void {
    const rows = this.#items.slice(this.#shown, this.#shown + number);
    this.#container.append(...rows.flatMap((item) => nodesOf(this.#render(item))));
    this.#shown += rows.length;
    const left = this.#items.length - this.#shown;
    this.#button.hidden = left === 0;
    this.#button.textContent = `Show ${numberText(Math.min(left, MORE_ROWS))} more of ${numberText(left)}`;
  }
}
