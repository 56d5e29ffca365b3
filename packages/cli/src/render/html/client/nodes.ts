// Markup as nodes of the document: text becomes text nodes, never markup.
import { type Markup, presentAttributes } from '../markup/element.ts';

export function nodesOf(markup: Markup): Node[] {
  if (typeof markup === 'string') return [document.createTextNode(markup)];
  if (!('tag' in markup)) return markup.flatMap(nodesOf);
  const element = document.createElement(markup.tag);
  for (const [name, value] of presentAttributes(markup.attributes)) element.setAttribute(name, value);
  element.append(...markup.children.flatMap(nodesOf));
  return [element];
}

/** The element of markup that is one. */
export function elementOf(markup: Markup): HTMLElement {
  const [node] = nodesOf(markup);
  if (!(node instanceof HTMLElement)) throw new Error('not an element');
  return node;
}

/** An element that must be there. */
export function find<T extends HTMLElement>(selector: string, within: ParentNode = document): T {
  const element = within.querySelector<T>(selector);
  if (!element) throw new Error(`${selector} is missing`);
  return element;
}
