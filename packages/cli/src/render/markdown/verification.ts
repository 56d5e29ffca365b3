// What the stores said, in Markdown: a sentence for what is fine, and whatever they contradicted.
import type { VerifyResult } from '@flowlink/core';
import { count } from '../count.ts';
import { outcomeText } from '../verification.ts';
import type { Entry, Section } from './fit.ts';
import { html, markdown, prose } from './inert.ts';

/** Connections that were not verified, as entries; the others as a number in the heading. */
export function verificationSection(results: readonly VerifyResult[]): Section {
  const wrong = results.filter(({ status }) => status !== 'verified');
  return { heading: '#### Not verified against the stores', entries: wrong.map(resultEntry) };
}

/** What is fine; empty if nothing was asked. */
export function verifiedSentence(results: readonly VerifyResult[] | undefined): string {
  if (!results) return '';
  const fine = results.filter(({ status }) => status === 'verified').length;
  if (results.length === 0) return 'Nothing had to be verified against a store.';
  const whole = fine === results.length ? '' : ` of ${results.length}`;
  return `Verified against their stores: ${fine}${whole} ${results.length === 1 ? 'connection' : 'connections'}.`;
}

function resultEntry(result: VerifyResult): Entry {
  const words = outcomeText(result);
  return {
    kind: 'not verified',
    number: 1,
    brief: `${markdown.code(result.name)} ${words}`,
    full: () => details(result, words),
  };
}

function details({ name, checks, overGranted }: VerifyResult, words: string): string | undefined {
  const rows = [
    ...checks
      .filter(({ status }) => status !== 'verified')
      .map(({ field, item, status, reason }) => {
        const why = reason === undefined ? '' : `: ${prose(reason, markdown)}`;
        return `- ${markdown.code(item ?? field)} ${status}${why}`;
      }),
    ...overGranted.map((scope) => `- ${markdown.code(scope)} granted but not declared`),
  ];
  if (rows.length === 0) return undefined;
  const start = `<details open><summary>${html.code(name)} ${words} (${count(rows.length, 'finding')})</summary>`;
  return `${start}\n\n${rows.join('\n')}\n\n</details>`;
}
