// Warns of access tokens that FlowLink got long ago.
import type { Change } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { firstFew } from '../diagnostics/first-few.ts';
import type { Origins } from '../diff/origins.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** One warning for all of them, since a workspace grows old together. Secrets that the plan replaces do not count. */
export function checkTokenAges(
  changes: readonly Change[],
  origins: Origins,
  {
    maxTokenAgeDays,
    now,
    placeOfGuard,
  }: {
    readonly maxTokenAgeDays?: number;
    readonly now: Date;
    readonly placeOfGuard?: (key: 'max_token_age') => Place;
  },
): Diagnostic[] {
  if (maxTokenAgeDays === undefined) return [];
  const replaced = new Set(
    changes.flatMap(({ name, secrets }) =>
      Object.entries(secrets).flatMap(([field, { write }]) => (write ? [`${name} ${field}`] : [])),
    ),
  );
  const old = [...origins].flatMap(([name, { secrets }]) =>
    Object.entries(secrets)
      .filter(([field, { set_at }]) => {
        const age = now.getTime() - Date.parse(set_at);
        return age > maxTokenAgeDays * DAY_MS && !replaced.has(`${name} ${field}`);
      })
      .map(() => name),
  );
  if (old.length === 0) return [];
  const whose = old.length === 1 ? `The token of ${firstFew(old)} is` : `The tokens of ${firstFew(old)} are`;
  return [
    diagnostic('token-too-old', {
      ...placeOfGuard?.('max_token_age'),
      detail: `${whose} older than ${maxTokenAgeDays} days, which is what guards.max_token_age allows.`,
      fix: 'Make a new API account for the store and hand its credentials to `flowlink add FILE --rotate`. `flowlink list` shows the ages.',
    }),
  ];
}
