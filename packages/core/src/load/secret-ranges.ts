// Finds secrets that stand in a file although they must not, so that no code frame shows them.
import { fieldMarks } from '@flowlink/schema';
import { type Document, isNode, isScalar, visit } from 'yaml';
import type { Range } from '../diagnostics/diagnostic.ts';
import { rangeOf } from './nodes.ts';

const secretFields = new Set(Object.values(fieldMarks).flatMap(({ secret }) => secret));
const bareReference = /^\$\{env:[A-Za-z_][A-Za-z0-9_]*\}$/;

/**
 * The values of all keys that are named like a secret field, wherever they stand, except bare references.
 * A document with syntax errors has no reliable structure; there the lines that follow such a key are taken too.
 */
export function secretRanges(document: Document, text: string): Range[] {
  const ranges: Range[] = [];
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !secretFields.has(String(key.value)) || !isNode(value)) return;
      if (isScalar(value) && bareReference.test(String(value.value))) return;
      ranges.push(rangeOf(value));
    },
  });
  return document.errors.length > 0 ? [...ranges, ...linesAfterSecretKeys(text)] : ranges;
}

const referenceFirst = /^["']?\$\{env:[A-Za-z_][A-Za-z0-9_]*\}["']?(?=$|[\s,}\]#])/;

/**
 * What follows a secret field's name and a colon up to the end of the line, wherever else that stands: in a comment, in a
 * text of several lines, behind an invisible character that came with a copy.
 *
 * @param known the values of secret fields
 */
export function secretsElsewhere(text: string, known: readonly Range[]): Range[] {
  const starts = new Set(known.map(({ start }) => start));
  const named = new RegExp(`\\b(?:${[...secretFields].join('|')})["']?[^\\S\\n]*:[^\\S\\n]*(\\S.*)`, 'g');
  return [...text.matchAll(named)].flatMap(({ 0: all, 1: value = '', index }) => {
    const start = index + all.length - value.length;
    if (starts.has(start) || referenceFirst.test(value)) return [];
    return [{ start, end: start + value.trimEnd().length }];
  });
}

/** What follows each name of a secret field, up to the next line that starts with a key or a list item. */
function linesAfterSecretKeys(text: string): Range[] {
  const key = new RegExp(`(?:${[...secretFields].join('|')})["']?[^\\S\\n]*:?[^\\S\\n]*`, 'g');
  const stops = [...text.matchAll(/\n[^\S\n]*(?:[\w"'-]+[^\S\n]*:|- |#|$)/g)].map(({ index }) => index);
  const ranges: Range[] = [];
  let stop = 0;
  for (const match of text.matchAll(key)) {
    const start = match.index + match[0].length;
    if (start <= (ranges.at(-1)?.end ?? -1)) continue;
    while ((stops[stop] ?? text.length) < start) stop++;
    const end = stops[stop] ?? text.length;
    if (end > start && !bareReference.test(text.slice(start, end).trim())) ranges.push({ start, end });
  }
  return ranges;
}
