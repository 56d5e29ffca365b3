// Reads from a YAML document how it is laid out, so that what is added looks like what is there.
import { type Document, isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node, visit } from 'yaml';
import { columnOf, endOfLineIn } from '../lines.ts';
import type { FlowContext, Layout } from './print-value.ts';

/** Where the key of a pair begins. */
const keyStart = ({ key }: { readonly key: unknown }): number => (isNode(key) ? (key.range?.[0] ?? 0) : 0);

/**
 * Where the content of a node or pair ends, without the comments and blank lines that the parser counts as part of a
 * block. For a block scalar, it is the end of its last line.
 */
export function contentEnd(text: string, item: unknown): number {
  if (isPair(item)) return isNode(item.value) ? contentEnd(text, item.value) : contentEnd(text, item.key);
  if (!isNode(item)) return 0;
  const last = isCollection(item) && !item.flow ? item.items.at(-1) : undefined;
  if (last !== undefined) return contentEnd(text, last);
  const end = item.range?.[1] ?? 0;
  const isBlockScalar = isScalar(item) && (item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED');
  return isBlockScalar && text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
}

/** How many spaces deeper the keys of a block map stand than the key it belongs to; undefined if they do not. */
export function stepInto(
  text: string,
  pair: { readonly key: unknown; readonly value: unknown },
): number | undefined {
  const { value } = pair;
  if (!isMap(value) || value.flow) return undefined;
  const first = value.items[0];
  if (first === undefined) return undefined;
  const step = columnOf(text, keyStart(first)) - columnOf(text, keyStart(pair));
  return step > 0 ? step : undefined;
}

/** Whether the last of several entries has a blank line before it. */
export function isSpaced(
  text: string,
  entries: readonly { readonly start: number; readonly end: number }[],
): boolean {
  const [before, last] = [entries.at(-2), entries.at(-1)];
  if (before === undefined || last === undefined) return false;
  return /\n[ \t]*\r?\n/.test(text.slice(before.end, last.start));
}

/** The first step of indentation that the document shows, or else two spaces. */
export function stepOf(document: Document, text: string): number {
  let step: number | undefined;
  visit(document, {
    Pair(_key, pair) {
      step = stepInto(text, pair);
      return step === undefined ? undefined : visit.BREAK;
    },
  });
  return step ?? 2;
}

/** How many spaces deeper the dashes of a list stand than the key above, where the document first shows it. */
function listStepOf(document: Document, text: string): number | undefined {
  let step: number | undefined;
  visit(document, {
    Pair(_key, pair) {
      const { value } = pair;
      if (!isSeq(value) || value.flow || value.items.length === 0) return undefined;
      step = columnOf(text, value.range?.[0] ?? 0) - columnOf(text, keyStart(pair));
      return visit.BREAK;
    },
  });
  return step;
}

/**
 * The layout for new lines of a document.
 *
 * @param indent how many spaces stand before them
 * @param step how many more each level has, if the lines around them show it
 */
export function layoutAt(document: Document, text: string, indent: number, step?: number): Layout {
  const listStep = listStepOf(document, text);
  return {
    indent,
    step: step ?? stepOf(document, text),
    ...(listStep === undefined || listStep < 0 ? {} : { listStep }),
    endOfLine: endOfLineIn(text),
  };
}

/** Whether comments may stand between brackets or braces. */
export const holdsComment = (text: string, { range }: Node): boolean =>
  text.slice(range?.[0], range?.[1]).includes('#');

/** Whether nothing stands there, as behind a key without a value. */
export const isBlank = (node: Node): boolean => node.range?.[0] === node.range?.[1];

/** How to print between brackets or braces: a file that is JSON stays JSON. Without any quotes, it is YAML. */
export function flowContext(text: string): FlowContext {
  if (!text.includes('"')) return 'flow';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return 'flow';
  }
}
