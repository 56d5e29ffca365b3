// Text from files and the backend as GitHub shows it and nothing more: no markup, no link, no mention, no HTML.
import { clean } from '../clean.ts';

/** How to write text where Markdown is read, or where HTML stands. */
export interface Dialect {
  /** Words that mean nothing to GitHub. */
  plain(text: string): string;
  /** Whatever it says, in the type of code, where nothing has a meaning. */
  code(text: string): string;
}

const UNICODE = { unicode: true };

/** Longer names and values are shortened in the middle. */
const MAX_LENGTH = 300;

/** One line without anything that hides or reorders text, at most `length` UTF-16 units long. */
export function oneLine(text: string, length = MAX_LENGTH): string {
  const half = Math.floor(length / 2);
  return clean(text.length <= length ? text : `${text.slice(0, half)}…${text.slice(1 - half)}`, UNICODE);
}

export const markdown: Dialect = {
  // At the beginning of a line, numbers and dashes would make a list, a rule or a heading.
  plain: (text) =>
    text
      .replaceAll('_', String.raw`\_`)
      .replace(/^(?=-+$)/, '\\')
      .replace(/^(\d+)(?=[.)]$)/, '$1\\'),
  code(text) {
    const shown = oneLine(text);
    const fence = '`'.repeat(longestRun(shown) + 1);
    // A space on either side is taken away again, and keeps backticks apart from the fence.
    const pad = /^`|`$|^ .* $/.test(shown) || shown === '' ? ' ' : '';
    return fence + pad + shown + pad + fence;
  },
};

export const html: Dialect = {
  plain: escapeHtml,
  code: (text) => `<code>${escapeHtml(oneLine(text))}</code>`,
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** How many backticks stand together at most. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

const OPENING = /^[(“‘"']*/u;
const CLOSING = /[)”’"'.,;:!?…]*$/u;
/** Letters and digits, with marks that mean nothing between them, or a time of day. */
const HARMLESS = /^(?:[\p{L}\p{M}\p{N}_.,;’'–—→-]*|\d\d:\d\d)$/u;
/** GitHub makes links of these: addresses, issues, commits. */
const LINKED = /www\.|GH-\d|(?<![a-z0-9])[0-9a-f]{7,}(?![a-z0-9])/i;

/**
 * Prose of one line. Words that could mean something to GitHub are shown as code, and so is what stands in backticks
 * already.
 */
export function prose(text: string, dialect: Dialect): string {
  return (
    clean(text, UNICODE)
      .split(/`([^`]+)`/)
      .map((part, index) => (index % 2 === 1 ? dialect.code(part) : words(part, dialect)))
      // Two fences that touch would be one.
      .reduce((all, part) => all + (all.endsWith('`') && part.startsWith('`') ? ' ' : '') + part, '')
  );
}

function words(text: string, { plain, code }: Dialect): string {
  return text
    .split(' ')
    .map((word) => {
      const [opening = ''] = OPENING.exec(word) ?? [];
      const [closing = ''] = CLOSING.exec(word.slice(opening.length)) ?? [];
      const core = word.slice(opening.length, word.length - closing.length);
      if (HARMLESS.test(core) && !LINKED.test(core)) return plain(word);
      return plain(opening) + code(core) + plain(closing);
    })
    .join(' ');
}

/** A block of code whose fence is longer than any within. @param lines without line ends */
export function fenced(lines: readonly string[], language: string): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}
