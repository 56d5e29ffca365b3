// Reads from a YAML file how it is laid out: its lines, its indentation and where the content of a node ends.
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  visit,
} from 'yaml';

export const endOfLineIn = (text: string): '\n' | '\r\n' =>
  /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';

/** Where the line of an offset ends, before its end of line. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

export const lineStart = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** How many spaces the line of an offset begins with. */
export function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ') end++;
  return end - start;
}

/** Where the key of a pair begins. */
export const keyStart = ({ key }: Pair): number => (isNode(key) ? (key.range?.[0] ?? 0) : 0);

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

/**
 * Passes over the rest of a line and the comment lines below that are indented deeper than `indent`: they belong to
 * what stands above.
 */
export function blockEnd(text: string, offset: number, indent: number): number {
  let end = lineEnd(text, offset);
  for (let at = end; at < text.length; ) {
    const start = text.indexOf('\n', at) + 1;
    if (start === 0) break;
    at = lineEnd(text, start);
    const line = text.slice(start, at);
    if (line.trim() === '') continue;
    if (!line.trimStart().startsWith('#') || indentAt(text, start) <= indent) break;
    end = at;
  }
  return end;
}

/** How many spaces deeper the keys of a block map stand than the key it belongs to; undefined if they do not. */
export function stepInto(text: string, pair: Pair): number | undefined {
  const { value } = pair;
  if (!isMap(value) || value.flow) return undefined;
  const first = value.items[0];
  if (first === undefined) return undefined;
  const step = indentAt(text, keyStart(first)) - indentAt(text, keyStart(pair));
  return step > 0 ? step : undefined;
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

/** Whether a map has a blank line before its last entry. */
export function isSpaced(text: string, items: readonly Pair[]): boolean {
  const [before, last] = [items.at(-2), items.at(-1)];
  if (before === undefined || last === undefined) return false;
  const gap = text.slice(contentEnd(text, before), keyStart(last));
  return /\n[ \t]*\r?\n/.test(gap);
}

/** Whether nothing stands there, as behind a key without a value. */
export const isBlank = (node: Node): boolean => node.range?.[0] === node.range?.[1];
