// Finds secrets where the structure of a document does not tell: in comments, and in text that is not valid YAML.
import type { Range } from '../diagnostics/diagnostic.ts';
import { isBareReference, secretFields } from './survey.ts';

const fields = [...secretFields].join('|');

/** What follows a secret field's name in a comment: a line that was taken out may still hold the secret. */
export function secretsInComments(text: string): Range[] {
  const comment = new RegExp(`^[^\\n#]*#.*?\\b(?:${fields})["']?[^\\S\\n]*:[^\\S\\n]*(\\S.*)`, 'gm');
  return [...text.matchAll(comment)].flatMap(({ 0: line, 1: value = '', index }) => {
    const end = index + line.trimEnd().length;
    return isBareReference(value.trim()) ? [] : [{ start: end - value.trimEnd().length, end }];
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
