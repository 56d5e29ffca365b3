// Puts a value in the place of another one, or where a key has none yet.
import { isCollection, isScalar, type Node } from 'yaml';
import { blockEnd, columnOf, endOfLineIn, lineEnd } from '../lines.ts';
import { type Candidate, deletion, insertion, replacement } from './candidate.ts';
import type { Entry } from './entry.ts';
import { isJsonMap, type Json } from './json.ts';
import { contentEnd, flowContext, isBlank, layoutAt } from './layout.ts';
import type { Located } from './locate.ts';
import { formsLike } from './print-scalar.ts';
import { printBehindKey, printDocument, printEntry, printFlow, type Style } from './print-value.ts';
import type { YamlText } from './yaml-text.ts';

/**
 * The edits that may do, the nicest first.
 *
 * @param located the old value, with nothing missing on the way to it
 * @param style of the new value, if it is a map or list
 */
export function replacements(
  { text }: YamlText,
  { document, entries, node }: Located,
  value: Json,
  style: Style = 'fitting',
): Candidate[] {
  const holder = entries.at(-1);
  if (!holder) return replacementsOfRoot(text, document, node, value);
  const isInFlow = entries.some(({ collection }) => collection.flow);
  if (!Array.isArray(value) && !isJsonMap(value)) {
    const forms = formsLike(node, value, isInFlow ? flowContext(text) : 'block');
    return forms.map((form) => putBehind(text, holder, node, form));
  }
  if (isInFlow) return [putBehind(text, holder, node, printFlow(value, flowContext(text)))];
  const indent = columnOf(text, holder.start);
  const layout = layoutAt(document, text, indent);
  return [style, 'line' as const].map((wanted) => {
    // A block in a list begins behind the dash.
    if (!holder.key)
      return putBehind(text, holder, node, printEntry({ value }, layout, wanted).slice(indent + 2));
    const printed = printBehindKey(value, columnOf(text, holder.head) + 1, layout, wanted);
    return 'inline' in printed
      ? putBehind(text, holder, node, printed.inline)
      : putBelow(text, holder, node, layout.endOfLine + printed.below);
  });
}

/** A value on the line of its key or dash. */
function putBehind(text: string, { head, lead, start }: Entry, node: Node | null, form: string): Candidate {
  if (node === null || isBlank(node)) {
    // In `{ a: , b: 1 }`, the space gives way to the value.
    const space = /^ *(?=,)/.exec(text.slice(head, lineEnd(text, head)))?.[0].length ?? 0;
    return { edits: [replacement(head, head + space, `${lead}${form}`)] };
  }
  const old = rangeOfValue(text, node);
  if (standsBelow(text, head, node)) {
    const lines = { start: lineEnd(text, head), end: blockEnd(text, old.end, columnOf(text, start)) };
    return { edits: [insertion(head, `${lead}${form}`), deletion(lines.start, lines.end)], gone: [lines] };
  }
  if (!isBlockScalar(node)) return { edits: [replacement(old.start, old.end, form)], gone: [old] };
  const body = lineEnd(text, old.start);
  return {
    edits: [
      replacement(old.start, headerEnd(text, old.start), form),
      deletion(body, Math.max(body, old.end)),
    ],
  };
}

/** Lines below the key, and below the comments that stand behind the key or belong to it. */
function putBelow(text: string, { head, start, end }: Entry, node: Node | null, lines: string): Candidate {
  const at = blockEnd(text, end, columnOf(text, start));
  if (node === null || isBlank(node)) return { edits: [insertion(at, lines)] };
  const old = rangeOfValue(text, node);
  if (standsBelow(text, head, node)) {
    const range = { start: lineEnd(text, head), end: at };
    return { edits: [replacement(range.start, range.end, lines)], gone: [range] };
  }
  const from = text.slice(0, old.start).trimEnd().length;
  if (!isBlockScalar(node)) return { edits: [deletion(from, old.end), insertion(at, lines)], gone: [old] };
  const body = lineEnd(text, old.start);
  return {
    edits: [deletion(from, headerEnd(text, old.start)), replacement(body, Math.max(body, at), lines)],
  };
}

function replacementsOfRoot(
  text: string,
  document: Located['document'],
  node: Node | null,
  value: Json,
): Candidate[] {
  if (node === null || isBlank(node))
    return [startDocument(text, document, printDocument(value, layoutAt(document, text, 0)))];
  const old = rangeOfValue(text, node);
  const forms =
    isCollection(node) && node.flow
      ? [printFlow(value, flowContext(text))]
      : [printDocument(value, layoutAt(document, text, columnOf(text, old.start)))];
  return forms.map((form) => ({ edits: [replacement(old.start, old.end, form.trimStart())], gone: [old] }));
}

/** The first lines of a document that holds nothing but comments. */
function startDocument(text: string, document: Located['document'], lines: string): Candidate {
  const endOfLine = endOfLineIn(text);
  const from = document.contents?.range?.[0] ?? 0;
  const comments = blockEnd(text, from, -1);
  // Blank lines at the end of the file separate the comments from what they introduce.
  if (text.slice(comments).trim() !== '' || (comments > 0 && !text.endsWith('\n')))
    return { edits: [insertion(comments, `${endOfLine}${lines}`)] };
  return { edits: [insertion(text.length, `${lines}${endOfLine}`)] };
}

const rangeOfValue = (text: string, node: Node) => ({
  start: node.range?.[0] ?? 0,
  end: contentEnd(text, node),
});

/** Whether a value is a block whose lines stand below that of its key or dash. */
const standsBelow = (text: string, head: number, node: Node): boolean =>
  isCollection(node) && !node.flow && lineEnd(text, head) < (node.range?.[0] ?? 0);

const isBlockScalar = (node: Node): boolean =>
  isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');

/** Where the marks end that a block scalar begins with: | or >, and how its ends of lines are kept. */
const headerEnd = (text: string, start: number): number =>
  start + (/^[|>][-+\d]*/.exec(text.slice(start, start + 4))?.[0].length ?? 0);
