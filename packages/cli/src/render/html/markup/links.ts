// Links within the page. Nothing on it leads anywhere else.
import { listFragment } from '../view-state.ts';
import { type Element, el, type Markup } from './element.ts';

/** The fragment that opens a connection. */
export function connectionFragment(name: string): string {
  return `#connection/${encodeURIComponent(name)}`;
}

/** The fragment of a list of changes, limited to what has one of the tags. */
export function taggedFragment(tags: readonly string[]): string {
  return listFragment({ view: 'changes', connection: undefined, words: '', tags });
}

export function connectionLink(name: string, ...content: readonly Markup[]): Element {
  return el('a', { href: connectionFragment(name) }, content.length === 0 ? name : content);
}
