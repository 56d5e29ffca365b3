// Markdown as GitHub reads it, and the proof that nothing in it but our own structure has a meaning.
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Every node of a document, parents first. */
export function parseGfm(text: string): Nodes[] {
  return nodesOf(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap((child) => nodesOf(child)) : [])];
}

/** All that we write; anything else came from a value. */
const OURS = new Set(
  'root heading paragraph text inlineCode code list listItem blockquote strong emphasis break html'.split(
    ' ',
  ),
);
const MARKER = /^<!-- flowlink-\w+(: [\w?-]+)? -->$/;
const OPENING = /^<details(?: open)?><summary>((?:[^<>]|<code>[^<>]*<\/code>)*)<\/summary>$/;
const CLOSING = '</details>';

/** What GitHub would make a link, a mention, an issue, an image, mathematics or an emoji of, outside code. */
const MEANINGFUL = /@|#\d|:\/\/|www\.|GH-\d|\$|:[a-z0-9+_-]+:|\b[0-9a-f]{7,}\b/i;

/** What in the text means more than it should; nothing if all is well. */
export function liveParts(nodes: readonly Nodes[]): string[] {
  const found = nodes.filter(({ type }) => !OURS.has(type)).map((node) => JSON.stringify(node));
  let depth = 0;
  for (const node of nodes) {
    if (node.type === 'text' && MEANINGFUL.test(node.value.replace(/^\[!(CAUTION|WARNING)\]/, '')))
      found.push(node.value);
    if (node.type !== 'html') continue;
    const [, summary] = OPENING.exec(node.value) ?? [];
    if (summary === undefined && node.value !== CLOSING && !MARKER.test(node.value)) found.push(node.value);
    if (summary !== undefined && MEANINGFUL.test(summary.replace(/<code>.*?<\/code>|&#\d+;/g, '')))
      found.push(summary);
    depth += summary !== undefined ? 1 : node.value === CLOSING ? -1 : 0;
    if (depth < 0 || depth > 1) found.push('details that are not closed');
  }
  if (depth !== 0) found.push('details that are not closed');
  return found;
}

/** The text of headings. */
export function headingsOf(nodes: readonly Nodes[]): string[] {
  return nodes.flatMap((node) =>
    node.type === 'heading'
      ? nodesOf(node)
          .map((child) => ('value' in child ? child.value : ''))
          .join('')
      : [],
  );
}

/** What stands as code, in Markdown and in HTML. */
export function codeIn(nodes: readonly Nodes[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'inlineCode' || node.type === 'code') return [node.value];
    if (node.type !== 'html') return [];
    return [...node.value.matchAll(/<code>(.*?)<\/code>/g)].map(([, code = '']) =>
      code.replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number))),
    );
  });
}
