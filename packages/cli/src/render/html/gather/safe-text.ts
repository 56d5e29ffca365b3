// Texts of files and backends as the page shows them: nothing in them reorders or hides what stands around them.
import { clean, cleanProse } from '../../clean.ts';
import { makeStyle } from '../../style.ts';

/** For what the renderers of the terminal make; a page has no columns to fit into. */
export const pageStyle = makeStyle({ colour: false, unicode: true, width: Number.MAX_SAFE_INTEGER });

export function safe(text: string): string {
  return clean(text, pageStyle);
}

/** The same for sentences, whose line ends are kept. */
export function safeProse(text: string): string {
  return cleanProse(text, pageStyle);
}
