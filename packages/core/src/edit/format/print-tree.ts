// Prints a tree in the layout that formatted files have.
import { noteLines, STEP, shift, withComments, words } from './lines.ts';
import { placeAbove } from './place-notes.ts';
import { isMark, isTooWide, labelOf, printValue } from './print-value.ts';
import type { BlockScalar, Collection, DocumentTree, Entry, Node, Note, Slot, StreamTree } from './tree.ts';

/** The lines of a file. */
export function printTree({ documents, tail }: StreamTree): string[] {
  return [...documents.flatMap(printDocument), ...noteLines(tail)];
}

function printDocument({ head, marker, root, tail, end }: DocumentTree): string[] {
  const props = words(...root.props);
  const unmarked = props === '' ? [] : [props];
  return [
    ...noteLines(head),
    ...(marker ? withComments([words('---', props)], marker) : unmarked),
    ...noteLines(root.between),
    ...printRoot({ ...root, props: [] }),
    ...linesUnder(isOpen(root.node), tail),
    ...(end ? withComments(['...'], end) : []),
  ];
}

function printRoot(root: Slot): string[] {
  const { node } = root;
  if (node.kind === 'nothing') return [];
  if (node.kind === 'block-scalar') return printBlockScalar('', root, node);
  return node.kind === 'collection' && !node.isFlow ? printBlock(node, 0) : printValue('', root, 0);
}

/** Entries, each on lines of its own. @param indent their column */
function printBlock({ entries, tail, isSpaced }: Collection, indent: number): string[] {
  const parts: string[][] = [];
  let above: { readonly isLong: boolean; readonly isOpen: boolean } | undefined;
  for (const entry of entries) {
    const body = printEntry(entry, indent);
    const isLong = body.length > 1;
    const isApart = entry.isSetApart || (isSpaced && (isLong || above?.isLong));
    if (above && isApart && !above.isOpen) parts.push(['']);
    parts.push(noteLines(entry.before), body, noteLines(entry.below));
    above = { isLong, isOpen: entry.below.length === 0 && isOpen(entry.value.node) };
  }
  parts.push(linesUnder(above?.isOpen ?? false, tail));
  return parts.flat();
}

/** Whether a blank line under the value would become part of its text. */
function isOpen(node: Node): boolean {
  if (node.kind === 'block-scalar') return node.keepsEnd;
  if (node.kind !== 'collection' || node.isFlow || node.tail.length > 0) return false;
  const last = node.entries.at(-1);
  return last !== undefined && last.below.length === 0 && isOpen(last.value.node);
}

const linesUnder = (open: boolean, notes: readonly Note[]): string[] =>
  noteLines(open ? placeAbove(notes).before : notes);

function printEntry({ key, hasColon, value }: Entry, indent: number): string[] {
  if (!key) return printSlot('-', value, indent);
  const label = labelOf(key);
  if (label !== undefined) return printSlot(label, value, indent);
  return [...printSlot('?', key, indent), ...(hasColon ? printSlot(':', value, indent) : [])];
}

/** @param head the key or mark that announces the value @param indent its column */
function printSlot(head: string, slot: Slot, indent: number): string[] {
  const { node, props, announced, between, behind } = slot;
  if (node.kind === 'nothing')
    return [
      ...withComments([words(head, ...props)], [...announced, ...behind]),
      ...shift(noteLines(between)),
    ];
  const isLate = slot.startsLine && node.kind === 'scalar' && node.lines.length > 1;
  const isBelow = isLate || announced.length > 0 || between.length > 0;
  const [before, column] = isBelow ? ['', indent + STEP] : [head, indent];
  if (node.kind === 'collection' && mustBeBlock(before, slot, node, column))
    return printBelow(head, slot, node, indent);
  const lines =
    node.kind === 'block-scalar' ? printBlockScalar(before, slot, node) : printValue(before, slot, column);
  return isBelow ? [...withComments([head], announced), ...shift([...noteLines(between), ...lines])] : lines;
}

/** What is too wide in braces or brackets is written without them. */
function mustBeBlock(
  head: string,
  slot: Slot,
  { isFlow, isBare, entries }: Collection,
  indent: number,
): boolean {
  if (!isFlow || isBare) return true;
  return isTooWide(head, slot, indent) && entries.every(({ key }) => !key || labelOf(key) !== undefined);
}

function printBelow(head: string, slot: Slot, node: Collection, indent: number): string[] {
  const lines = [...noteLines(slot.between), ...printBlock({ ...node, isFlow: false }, indent + STEP)];
  const announcement = withComments([words(head, ...slot.props)], [...slot.announced, ...slot.behind]);
  const [first = '', ...others] = lines;
  // A block may begin right behind a dash.
  const isCompact = isMark(head) && announcement[0] === head && !first.startsWith('#');
  return isCompact ? [`${head} ${first}`, ...shift(others)] : [...announcement, ...shift(lines)];
}

function printBlockScalar(head: string, { props, behind }: Slot, node: BlockScalar): string[] {
  const { header, announced, lines, indent } = node;
  return [
    ...withComments([words(head, ...props, header)], [...announced, ...behind]),
    ...shift(lines, indent),
  ];
}
