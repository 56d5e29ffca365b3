// Parts of a message about what was done: items behind a sign, paragraphs, and commands to copy.
import { clean, cleanProse } from './clean.ts';
import { wrap } from './layout.ts';
import type { Style } from './style.ts';

const MAX_WIDTH = 100;

/** What was done. */
export function done(text: string, style: Style): string[] {
  const { paint, signs } = style;
  return item(paint.add(signs.done), signs.done.length, text, style);
}

/** Prose behind a sign, in a column of its own. */
export function item(sign: string, signWidth: number, text: string, style: Style): string[] {
  const indent = signWidth + 1;
  return prose(text, style, indent).map((line, index) =>
    index === 0 ? `${sign} ${line}` : `${' '.repeat(indent)}${line}`,
  );
}

/** One paragraph, whatever a file's name may hold. */
export function prose(text: string, style: Style, indent = 0): string[] {
  return wrap(clean(cleanProse(text, style), style), Math.min(style.width, MAX_WIDTH) - indent);
}

/** To be copied, so a line stays a line, however long. */
export function commands(lines: readonly string[], style: Style): string[] {
  return lines.map((line) => style.paint.hint(`  ${clean(line, style)}`));
}
