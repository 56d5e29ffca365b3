// Prints what begins on a line: keys, scalars, and collections in braces or brackets.
import { noteLines, STEP, shift, withComments, words } from './lines.ts';
import type { Collection, Entry, Node, Slot } from './tree.ts';

/** A collection in braces or brackets that would be wider on one line is laid out over several. */
const MAX_WIDTH = 100;

/** The value on one line; undefined if it needs several. */
function onOneLine(node: Node): string | undefined {
  if (node.kind === 'nothing') return '';
  if (node.kind === 'scalar') return node.lines.length === 1 ? node.lines[0] : undefined;
  if (node.kind === 'block-scalar' || !node.isFlow || node.isBroken) return undefined;
  if (node.announced.length > 0 || node.tail.length > 0) return undefined;
  const entries = node.entries.map(entryOnOneLine);
  if (entries.includes(undefined)) return undefined;
  const text = entries.join(', ');
  if (node.isBare) return text;
  if (!node.isMap) return `[${text}]`;
  return text === '' ? '{}' : `{ ${text} }`;
}

function entryOnOneLine({ before, key, hasColon, value }: Entry): string | undefined {
  const text = onOneLine(value.node);
  const label = key ? labelOf(key, hasColon) : '';
  if (text === undefined || label === undefined || before.length + value.behind.length > 0) return undefined;
  return words(label, ...value.props, text);
}

/** The key with its colon on one line; undefined if it needs several. */
export function labelOf(
  { props, node, announced, between, behind }: Slot,
  hasColon = true,
): string | undefined {
  const text = onOneLine(node);
  if (text === undefined || announced.length + between.length + behind.length > 0) return undefined;
  const label = words(...props, text);
  if (!hasColon) return label;
  // Right behind an anchor or an alias, the colon would be part of its name.
  const isName = text.startsWith('*') || (text === '' && props.length > 0);
  return isName ? `${label} :` : `${label}:`;
}

/** Whether a collection would be too wide on one line. @param head what stands before it @param indent of the line */
export function isTooWide(head: string, { props, node }: Slot, indent: number): boolean {
  if (node.kind !== 'collection' || node.entries.length === 0) return false;
  const text = onOneLine(node);
  return text !== undefined && indent + words(head, ...props, text).length > MAX_WIDTH;
}

/** Whether something is a dash, a question mark or a colon, and not a key. */
export const isMark = (head: string): boolean => head.length === 1;

/** A value and what stands before it on its line. @param end what stands behind it: a comma, or nothing */
export function printValue(head: string, slot: Slot, indent: number, end = ''): string[] {
  const { node, props, behind } = slot;
  // Behind a dash, brackets close in the column in which they open. Text stands under its key or under itself.
  const isInset = node.kind === 'collection' ? isMark(head) : head !== '';
  const inset = isInset ? STEP : 0;
  const text = isTooWide(head, slot, indent + end.length) ? undefined : onOneLine(node);
  const [first = '', ...others] = text === undefined ? linesOf(node, indent + inset) : [text];
  const lines = [words(head, ...props, first), ...shift(others, inset)];
  return withComments([...lines.slice(0, -1), `${lines.at(-1)}${end}`], behind);
}

function linesOf(node: Node, indent: number): string[] {
  if (node.kind === 'collection') return node.isBare ? bareLines(node, indent) : flowLines(node, indent);
  return node.kind === 'scalar' ? [...node.lines] : [];
}

function bareLines({ entries }: Collection, indent: number): string[] {
  return entries.flatMap((entry) => entryLines(entry, indent, ''));
}

/** One entry a line, between braces or brackets. */
function flowLines(node: Collection, indent: number): string[] {
  const { isMap, entries, announced, tail, hasTrailingComma } = node;
  const inner = entries.flatMap((entry, index) => {
    const end = index < entries.length - 1 || hasTrailingComma ? ',' : '';
    const space = entry.isSetApart && index > 0 ? [''] : [];
    return [...space, ...noteLines(entry.before), ...entryLines(entry, indent + STEP, end)];
  });
  return [
    ...withComments([isMap ? '{' : '['], announced),
    ...shift([...inner, ...noteLines(tail)]),
    isMap ? '}' : ']',
  ];
}

function entryLines({ key, hasColon, value }: Entry, indent: number, end: string): string[] {
  return printValue(key ? (labelOf(key, hasColon) ?? foldedLabel(key)) : '', value, indent, end);
}

/** Between braces a key may have several lines; a line break in it means a space. */
const foldedLabel = ({ props, node }: Slot): string =>
  `${words(...props, ...(node.kind === 'scalar' ? node.lines : []))}:`;
