// The parts that help is made of: headed sections, prose, and rows of a term with what it means.
import stringWidth from 'fast-string-width';
import { cleanProse } from '../clean.ts';
import { padTo, wrap } from '../layout.ts';
import type { Style } from '../style.ts';

const MAX_WIDTH = 100;
const INDENT = '  ';
/** A longer term has its line to itself. */
const MAX_TERM = 28;
/** Below that a meaning stands under its term. */
const MIN_MEANING = 24;

/** A term without colours, and what it means. */
export type Row = readonly [term: string, meaning: string];

/** A heading with lines below it; nothing at all without lines. */
export function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.paint.strong(title), ...lines, ''];
}

/** Paragraphs, indented. */
export function paragraphs(text: string, style: Style): string[] {
  return prose(text, style, INDENT.length).map((line) => (line === '' ? '' : INDENT + line));
}

/**
 * Two columns, or one above the other where there is no room.
 *
 * @param column how wide the column of terms is, for lists that are to stand in line with each other
 */
export function rows(list: readonly Row[], style: Style, column = termColumn(list)): string[] {
  const left = INDENT.length + column + 2;
  const isNarrow = widthOf(style) - left < MIN_MEANING;
  const indent = isNarrow ? INDENT.length * 3 : left;
  return list.flatMap(([term, meaning]) => {
    const [first = '', ...others] = prose(meaning, style, indent);
    const continued = others.map((line) => ' '.repeat(indent) + line);
    const painted = style.paint.hint(term);
    if (isNarrow || stringWidth(term) > column) {
      return [INDENT + painted, ' '.repeat(indent) + first, ...continued];
    }
    return [`${INDENT}${painted}${padTo(term, column).slice(term.length)}  ${first}`, ...continued];
  });
}

/** The width of the terms, but for long ones. */
export function termColumn(list: readonly Row[]): number {
  const widths = list.map(([term]) => stringWidth(term));
  return Math.max(0, ...widths.filter((width) => width <= MAX_TERM));
}

/** Commands to copy, each below what it is for. A command stays one line, however long. */
export function examples(
  list: readonly { readonly description: string; readonly command: string }[],
  style: Style,
): string[] {
  return list.flatMap(({ description, command }, index) => [
    ...(index === 0 ? [] : ['']),
    ...paragraphs(description, style),
    `${INDENT}${INDENT}${style.paint.quiet('$')} ${style.paint.hint(command)}`,
  ]);
}

/** Prose in lines that leave room for an indent. */
export function prose(text: string, style: Style, indent = 0): string[] {
  return wrap(cleanProse(text, style), widthOf(style) - indent);
}

const widthOf = ({ width }: Style): number => Math.min(width, MAX_WIDTH);
