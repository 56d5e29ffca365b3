// Makes text from files and the backend safe to print: nothing in it can steer the terminal or hide what it says.
import type { StyleOptions } from './style.ts';

// Control characters, and the invisible ones that reorder or hide text.
const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

const TYPOGRAPHY: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '…': '...',
  '–': '-',
  '—': '-',
  '→': '->',
};
const TYPOGRAPHIC = new RegExp(`[${Object.keys(TYPOGRAPHY).join('')}]`, 'g');

/** Puts a visible mark, as long as what it replaces, in place of every unsafe character. Line ends count as unsafe. */
export function clean(text: string, { unicode }: Pick<StyleOptions, 'unicode'>): string {
  return text.replace(UNSAFE, unicode ? '\uFFFD' : '?');
}

/** The same for our own prose, whose quotation marks and line ends are welcome where they can be shown. */
export function cleanProse(text: string, style: Pick<StyleOptions, 'unicode'>): string {
  const plain = style.unicode ? text : text.replace(TYPOGRAPHIC, (sign) => TYPOGRAPHY[sign] ?? sign);
  return plain
    .split('\n')
    .map((line) => clean(line, style))
    .join('\n');
}
