// Looks once through a parsed document: for secrets that stand in it although they must not, and for absurd nesting.
import { fieldMarks } from '@flowlink/schema';
import { type Document, isCollection, isNode, isPair, isScalar } from 'yaml';
import type { Range } from '../diagnostics/diagnostic.ts';
import { rangeOf } from './nodes.ts';

/** The fields that only references may stand in. */
export const secretFields: ReadonlySet<string> = new Set(
  Object.values(fieldMarks).flatMap(({ secret }) => secret),
);
const bareReference = /^\$\{env:[A-Za-z_][A-Za-z0-9_]*\}$/;

/** Whether a text is one reference and nothing else, which is what a secret field may hold. */
export const isBareReference = (text: string): boolean => bareReference.test(text);

/** The deepest nesting; a configuration has seven levels. */
export const MAX_DEPTH = 50;

/** What a look through a document finds. */
export interface Survey {
  /** The values of all keys that are named like a secret field, wherever they stand, except bare references. */
  readonly secrets: Range[];
  /** Where the first collection begins that is nested too deeply. */
  readonly tooDeep?: Range;
}

/** Written by hand because every file is looked through: the library's own visitor takes longer than reading the file. */
export function surveyDocument(document: Document): Survey {
  const secrets: Range[] = [];
  let tooDeep: Range | undefined;
  const look = (node: unknown, depth: number): void => {
    if (!isCollection(node)) return;
    if (depth === MAX_DEPTH) {
      const start = node.range?.[0] ?? 0;
      tooDeep ??= { start, end: start + 1 };
    }
    for (const item of node.items) {
      if (!isPair(item)) {
        look(item, depth + 1);
        continue;
      }
      const { key, value } = item;
      if (isScalar(key) && isNode(value) && secretFields.has(String(key.value))) {
        if (!isScalar(value) || !isBareReference(String(value.value))) secrets.push(rangeOf(value));
      }
      look(key, depth + 1);
      look(value, depth + 1);
    }
  };
  look(document.contents, 0);
  return { secrets, ...(tooDeep ? { tooDeep } : {}) };
}
