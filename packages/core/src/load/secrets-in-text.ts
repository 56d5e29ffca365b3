// Finds secrets where the structure of a document does not tell: in comments, and in text that is not valid YAML.
import type { Range } from '../diagnostics/diagnostic.ts';
import { isBareReference, secretFields } from './survey.ts';

const fields = [...secretFields].join('|');

const referenceFirst = /^["']?\$\{env:[A-Za-z_][A-Za-z0-9_]*\}["']?(?=$|[\s,}\]#])/;

/**
 * What follows a secret field's name and a colon up to the end of the line, wherever else that stands: in a comment, in a
 * text of several lines, behind an invisible character that came with a copy.
 *
 * @param known the values of secret fields
 */
export function secretsElsewhere(text: string, known: readonly Range[]): Range[] {
  const starts = new Set(known.map(({ start }) => start));
  const named = new RegExp(`\\b(?:${fields})["']?[^\\S\\n]*:[^\\S\\n]*(\\S.*)`, 'g');
  return [...text.matchAll(named)].flatMap(({ 0: all, 1: value = '', index }) => {
    const start = index + all.length - value.length;
    if (starts.has(start) || referenceFirst.test(value)) return [];
    return [{ start, end: start + value.trimEnd().length }];
  });
}

/** What follows each name of a secret field, up to the next line that starts with a key or a list item. */
export function linesAfterSecretKeys(text: string): Range[] {
  const key = new RegExp(`(?:${fields})["']?[^\\S\\n]*:?[^\\S\\n]*`, 'g');
  const stops = [...text.matchAll(/\n[^\S\n]*(?:[\w"'-]+[^\S\n]*:|- |#|$)/g)].map(({ index }) => index);
  const ranges: Range[] = [];
  let stop = 0;
  for (const match of text.matchAll(key)) {
    const start = match.index + match[0].length;
    if (start <= (ranges.at(-1)?.end ?? -1)) continue;
    while ((stops[stop] ?? text.length) < start) stop++;
    const end = stops[stop] ?? text.length;
    if (end > start && !isBareReference(text.slice(start, end).trim())) ranges.push({ start, end });
  }
  return ranges;
}
