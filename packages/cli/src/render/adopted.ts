// What was taken over from the backend into the configuration.
import type { Adopted, Adoption, Sources } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { clean } from './clean.ts';
import { count } from './count.ts';
import { shorten } from './layout.ts';
import { placeText } from './position.ts';
import type { Style } from './style.ts';

/** One line for each value; places are those before the edit. */
export function renderAdopted({ adopted, files }: Adoption, sources: Sources, style: Style): string {
  if (adopted.length === 0) return '\nNothing was adopted.\n';
  const lines = adopted.flatMap((one) => adoptedLines(one, sources, style));
  const total = `Adopted ${count(adopted.length, 'value')} into ${count(files.length, 'file')}.`;
  return `\n${[...lines, style.paint.strong(total)].join('\n')}\n`;
}

/** The path is never shortened: it says what to look at. */
function adoptedLines(
  { connection, path, before, after, place }: Adopted,
  sources: Sources,
  style: Style,
): string[] {
  const { paint, signs, width } = style;
  const what = clean(`${connection}  ${path.join('.')}:`, style);
  const change = clean(`${shown(before)} ${signs.arrow} ${shown(after)}`, style);
  const start = signs.done.length + 1;
  const where = `${' '.repeat(start + 2)}${paint.quiet(clean(placeText(place, sources), style))}`;
  const fits = start + stringWidth(`${what} ${change}`) <= width;
  const sign = paint.add(signs.done);
  if (fits) return [`${sign} ${what} ${change}`, where];
  const below = shorten(change, width - start - 2, signs.ellipsis);
  return [`${sign} ${what}`, `${' '.repeat(start + 2)}${below}`, where];
}

function shown(value: Adopted['after']): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
