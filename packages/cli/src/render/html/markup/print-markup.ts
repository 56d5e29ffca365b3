// Markup as the text of an HTML document.
import { type Markup, presentAttributes } from './element.ts';

/** Elements without content, and without an end tag. */
const VOID = new Set(['input', 'link', 'meta']);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** All text is escaped, so that none of it can begin or end an element or a value. */
export function printMarkup(markup: Markup): string {
  if (typeof markup === 'string') return escapeText(markup);
  if (!('tag' in markup)) return markup.map(printMarkup).join('');
  const { tag, attributes, children } = markup;
  const start = presentAttributes(attributes).map(([name, value]) => ` ${name}="${escapeText(value)}"`);
  const open = `<${tag}${start.join('')}>`;
  return VOID.has(tag) ? open : `${open}${children.map(printMarkup).join('')}</${tag}>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
