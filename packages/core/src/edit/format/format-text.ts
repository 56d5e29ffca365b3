// Formats one configuration file: keys in the order of the schema, one layout, and all that people wrote kept.
import { type FileKind, publishedSchemas } from '../../validate/published-schemas.ts';
import { endOfLineIn } from '../lines.ts';
import { readYaml, type YamlText } from '../yaml/yaml-text.ts';
import { orderKeys } from './order-keys.ts';
import { printTree } from './print-tree.ts';
import { lossBetween } from './proof.ts';
import { readTree } from './read-tree.ts';

/**
 * @param kind what the first document that holds anything is; the others are as in included files
 * @returns the text in its layout, or why it is better left alone
 */
export function formatText(text: string, kind: FileKind): { text: string } | { problem: string } {
  const before = readYaml(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  if (!before) return { problem: 'it is not valid YAML' };
  // YAML has more forms than anyone foresees, so a layout counts only if it is proven to say the same.
  const after = readYaml(layOut(before, kind));
  const loss = after ? lossBetween(before, after) : 'its data';
  if (!after || loss !== undefined) return { problem: `a new layout would change ${loss}` };
  if (layOut(after, kind) !== after.text)
    return { problem: 'each new layout would differ from the one before' };
  return { text: after.text.replaceAll('\n', endOfLineIn(text)) };
}

function layOut({ text, data }: YamlText, kind: FileKind): string {
  const { documents, tail } = readTree(text);
  const first = documents.findIndex(({ root }) => root.node.kind !== 'nothing');
  const ordered = documents.map((document, index) => {
    const schema = publishedSchemas[index === first ? kind : 'included'];
    return { ...document, root: orderKeys(document.root, { schema, data: data[index] }) };
  });
  return printTree({ documents: ordered, tail })
    .map((line) => `${line}\n`)
    .join('');
}
