// Looks once through a parsed document: for secrets that stand in it although they must not, for absurd nesting, and for
// whatever calls for a closer look.
import { fieldMarks } from '@flowlink/schema';
import { type Document, isAlias, isCollection, isNode, isPair, isScalar } from 'yaml';
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
  /** No anchors and aliases, and no keys that are odd or stand twice: so are most files, and nothing else is to be looked for. */
  readonly isPlain: boolean;
}

/** Written by hand because every file is looked through: the library's own visitor takes longer than reading the file. */
export function surveyDocument(document: Document): Survey {
  const secrets: Range[] = [];
  let tooDeep: Range | undefined;
  let isPlain = true;
  const look = (node: unknown, depth: number): void => {
    if (isNode(node) && (isAlias(node) || node.anchor !== undefined)) isPlain = false;
    if (!isCollection(node)) return;
    const names = new Set<string>();
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
      if (!isScalar(key) || names.has(String(key.value ?? ''))) isPlain = false;
      else names.add(String(key.value ?? ''));
      if (isScalar(key) && isNode(value) && secretFields.has(String(key.value))) {
        if (!isScalar(value) || !isBareReference(String(value.value))) secrets.push(rangeOf(value));
      }
      look(key, depth + 1);
      look(value, depth + 1);
    }
  };
  look(document.contents, 0);
  return { secrets, isPlain, ...(tooDeep ? { tooDeep } : {}) };
}
