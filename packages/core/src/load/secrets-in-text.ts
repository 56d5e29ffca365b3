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

/** The lines that follow a secret field's name, wherever it stands. */
export function linesAfterSecretKeys(text: string): Range[] {
  const key = new RegExp(`(?:${fields})["']?[^\\S\\n]*:?[^\\S\\n]*`, 'g');
  return [...text.matchAll(key)].flatMap((match) => {
    const start = match.index + match[0].length;
    // Up to the next line that starts with a key or a list item.
    const next = /\n[^\S\n]*(?:[\w"'-]+[^\S\n]*:|- |#|$)/.exec(text.slice(start));
    const end = next ? start + next.index : text.length;
    return end > start && !isBareReference(text.slice(start, end).trim()) ? [{ start, end }] : [];
  });
}
