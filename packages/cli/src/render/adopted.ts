// What was taken over from the backend into the configuration.
import { type Adopted, type Adoption, locate, type Sources } from '@flowlink/core';
import { clean } from './clean.ts';
import { count } from './count.ts';
import { shorten } from './layout.ts';
import type { Style } from './style.ts';

/** One line for each value; places are those before the edit. */
export function renderAdopted({ adopted, files }: Adoption, sources: Sources, style: Style): string {
  if (adopted.length === 0) return '\nNothing was adopted.\n';
  const lines = adopted.map((one) => adoptedLine(one, sources, style));
  const total = `Adopted ${count(adopted.length, 'value')} into ${count(files.length, 'file')}.`;
  return `\n${[...lines, style.paint.strong(total)].join('\n')}\n`;
}

function adoptedLine(
  { connection, path, before, after, place }: Adopted,
  sources: Sources,
  style: Style,
): string {
  const { paint, signs } = style;
  const { file, line, column } = locate(place, sources);
  const what = `${file}:${line}:${column}  ${connection}  ${path.join('.')}: ${shown(before)} ${signs.arrow} ${shown(after)}`;
  const room = style.width - 'adopted '.length;
  return `${paint.add('adopted')} ${shorten(clean(what, style), room, signs.ellipsis)}`;
}

function shown(value: Adopted['after']): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
