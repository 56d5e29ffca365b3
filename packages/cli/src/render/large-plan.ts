// What keeps a plan of thousands of changes readable: names instead of repetition, and a recapitulation of what would be lost.
import type { Action, Plan } from '@flowlink/schema';
import { actionWords, paintSign } from './actions.ts';
import { clean } from './clean.ts';
import { count } from './count.ts';
import { wrap } from './layout.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;
/** So many names are given of changes that are alike. */
const MAX_NAMES = 12;

/** Connections to which the same happens as to the one before. */
export function renderOthers(action: Action, others: readonly string[], style: Style): string[] {
  const names = others.slice(0, MAX_NAMES).map((name) => clean(name, style));
  const more = others.length - names.length;
  const list = [...names, ...(more > 0 ? [`${style.signs.ellipsis} and ${more} more`] : [])].join(', ');
  const lines = wrap(
    `${others.length} more, alike but for store and account: ${list}`,
    Math.min(style.width, PROSE_WIDTH) - 6,
  );
  return lines.map((line, index) => `${index === 0 ? paintSign(action, 3, style) : '   '} ${line}`);
}

/** What would be lost stands once more at the end of a plan that nobody reads from the beginning. */
export function renderRecap({ changes }: Plan, style: Style): string[] {
  const lines = (['replace', 'forget', 'destroy'] as const).flatMap((action) => {
    const names = changes.filter((change) => change.action === action).map(({ name }) => clean(name, style));
    if (names.length === 0 || names.length === changes.length) return [];
    const text = `${count(names.length, 'connection')} ${actionWords[action].future}: ${names.join(', ')}`;
    return wrap(text, Math.min(style.width, PROSE_WIDTH) - 4).map(
      (line, index) => `${index === 0 ? paintSign(action, 3, style) : '   '} ${line}`,
    );
  });
  return lines.length > 0 ? [lines.join('\n')] : [];
}
