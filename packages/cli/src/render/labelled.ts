// Facts with a label before each, in two columns.
import { clean } from './clean.ts';
import { padTo } from './layout.ts';
import type { Style } from './style.ts';

const LABEL_WIDTH = 10;

/** One line for each fact that is known. An empty label goes on with the one above. */
export function renderLabelled(
  rows: readonly (readonly [label: string, text: string | undefined])[],
  style: Style,
): string[] {
  return rows.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${style.paint.quiet(padTo(label, LABEL_WIDTH))}${clean(text, style)}`],
  );
}
