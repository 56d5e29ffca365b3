// Adds a connection to a YAML file and leaves all that people wrote there as it is: comments, order and layout.
import { isDeepStrictEqual } from 'node:util';
import { isAlias, isMap, isNode, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { parseYaml, type YamlFile } from '../load/yaml-file.ts';
import { insertFlowEntry } from './insert-flow-entry.ts';
import {
  blockEnd,
  contentEnd,
  endOfLineIn,
  indentAt,
  isBlank,
  isSpaced,
  keyStart,
  stepInto,
  stepOf,
} from './layout.ts';
import { type NewConnection, printConnection, printFlowEntry, toConfig } from './print-connection.ts';
import { applyEdits } from './text-edit.ts';

/** The edit that adds a connection at the end of the file's `connections`, or why there is none. */
export function insertConnection(
  file: YamlFile,
  connection: NewConnection,
): { readonly edit: TextEdit } | { readonly problem: string } {
  if (file.document.errors.length > 0)
    return { problem: 'The file is not valid YAML. Correct it first; flowlink validate says where.' };
  const edits = possibleEdits(file, connection);
  if ('problem' in edits) return edits;
  // YAML has more layouts than anyone foresees, so an edit counts only if the file reads back as it should.
  const edit = edits.find((candidate) => keepsAllElse(file, candidate, connection));
  if (edit) return { edit };
  return {
    problem: 'The layout of the file leaves no place where the connection fits in. Add it by hand.',
  };
}

/** The edits that may do, the nicest first. */
function possibleEdits(file: YamlFile, connection: NewConnection): TextEdit[] | { problem: string } {
  const { text, document } = file;
  const root: unknown = document.contents;
  if (root === null || (isScalar(root) && root.value === null && isBlank(root)))
    return [appendKey(file, connection, 0, false)];
  if (!isMap(root))
    return { problem: 'The file is not a map, so it has no place for `connections`. Name another file.' };

  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'connections');
  if (root.flow) return insertIntoFlow(file, root, pair, connection);
  if (!pair) {
    const indent = root.items[0] ? indentAt(text, keyStart(root.items[0])) : 0;
    return [appendKey(file, connection, indent, true), appendKey(file, connection, indent, false)];
  }
  const problem = problemWith(pair.value, connection.name);
  if (problem !== undefined) return { problem };
  const { value } = pair;
  if (isMap(value) && value.items.length > 0)
    return value.flow
      ? [insertFlowEntry(text, value, printFlowEntry(connection), stepOf(document, text))]
      : [true, false].map((mayBeSpaced) => insertIntoBlock(file, pair, value, connection, mayBeSpaced));
  const block = fillEmpty(file, pair, connection);
  return isMap(value)
    ? [...block, insertFlowEntry(text, value, printFlowEntry(connection), stepOf(document, text))]
    : block;
}

function problemWith(value: unknown, name: string): string | undefined {
  if (isAlias(value))
    return 'The file’s `connections` is an alias, so adding to it would change another map too. Write the connections out, or name another file.';
  if (value !== null && !isMap(value) && !(isScalar(value) && value.value === null))
    return 'The file’s `connections` is not a map. Make it a map of connections by name, or name another file.';
  if (isMap(value) && value.items.some(({ key }) => isScalar(key) && String(key.value) === name))
    return 'The file already holds a connection of this name. Choose another name, or edit that connection.';
  return undefined;
}

/** Puts a new `connections` key at the end of the document. */
function appendKey(
  { text, document }: YamlFile,
  connection: NewConnection,
  indent: number,
  isSpacedOut: boolean,
): TextEdit {
  const endOfLine = endOfLineIn(text);
  const step = stepOf(document, text);
  const from = document.contents ? contentEnd(text, document.contents) : 0;
  const marker = /^\.\.\.(?=\s|$)/m.exec(text.slice(from));
  const at = marker ? from + marker.index : text.length;
  const before = text.slice(0, at);
  const lines = [
    ...(before === '' || before.endsWith('\n') ? [] : ['']),
    ...(isSpacedOut && !/(?:^|\n)[ \t]*\r?\n$/.test(before) ? [''] : []),
    `${' '.repeat(indent)}connections:`,
    printConnection(connection, { indent: indent + step, step, endOfLine }),
    ...(text === '' || text.endsWith('\n') || at < text.length ? [''] : []),
  ];
  return { range: { start: at, end: at }, text: lines.join(endOfLine) };
}

/** Puts the connection behind the last one of a block map. */
function insertIntoBlock(
  { text, document }: YamlFile,
  pair: Pair,
  map: YAMLMap,
  connection: NewConnection,
  mayBeSpaced: boolean,
): TextEdit {
  const last = map.items.at(-1);
  const endOfLine = endOfLineIn(text);
  const indent = last ? indentAt(text, keyStart(last)) : 0;
  const step = (last && stepInto(text, last)) ?? stepInto(text, pair) ?? stepOf(document, text);
  const at = blockEnd(text, contentEnd(text, last), indent);
  const space = mayBeSpaced && isSpaced(text, map.items) ? endOfLine : '';
  const lines = printConnection(connection, { indent, step, endOfLine });
  return { range: { start: at, end: at }, text: `${space}${endOfLine}${lines}` };
}

/** Puts the connection below `connections:` that has nothing, `{}` or `null` behind it. */
function fillEmpty({ text, document }: YamlFile, pair: Pair, connection: NewConnection): TextEdit[] {
  const value = isNode(pair.value) ? pair.value : undefined;
  // Braces around a comment stay; the connection goes between them.
  if (isMap(value) && value.range && text.slice(value.range[0], value.range[1]).includes('#')) return [];
  const indent = indentAt(text, keyStart(pair));
  const step = stepOf(document, text);
  const endOfLine = endOfLineIn(text);
  const lines = printConnection(connection, { indent: indent + step, step, endOfLine });
  const valueEnd = contentEnd(text, pair);
  const end = blockEnd(text, valueEnd, indent);
  if (!value || isBlank(value)) return [{ range: { start: end, end }, text: `${endOfLine}${lines}` }];
  // The empty value goes, the comments behind and below it stay.
  const start = text.slice(0, value.range?.[0]).trimEnd().length;
  return [{ range: { start, end }, text: `${text.slice(valueEnd, end)}${endOfLine}${lines}` }];
}

/** Adds to a document that is written in braces altogether. */
function insertIntoFlow(
  { text, document }: YamlFile,
  root: YAMLMap,
  pair: Pair | undefined,
  connection: NewConnection,
): TextEdit[] | { problem: string } {
  const step = stepOf(document, text);
  const entry = printFlowEntry(connection);
  if (!pair) return [insertFlowEntry(text, root, `connections: { ${entry} }`, step)];
  const problem = problemWith(pair.value, connection.name);
  if (problem !== undefined) return { problem };
  if (isMap(pair.value)) return [insertFlowEntry(text, pair.value, entry, step)];
  const [start = 0, end = 0] = (pair.value as Node | null)?.range ?? [];
  return [
    { range: { start, end }, text: `{ ${entry} }` },
    { range: { start, end }, text: ` { ${entry} } ` },
  ];
}

function keepsAllElse(file: YamlFile, edit: TextEdit, connection: NewConnection): boolean {
  const { documents: present } = parseYaml(file.path, file.text);
  const { documents, diagnostics } = parseYaml(file.path, applyEdits(file.text, [edit]));
  const before = (file.value ?? {}) as { connections?: object | null };
  const changed = {
    ...before,
    connections: { ...before.connections, [connection.name]: toConfig(connection) },
  };
  const start = file.document.contents?.range?.[0];
  const expected = present.map(({ document, value }) =>
    document.contents?.range?.[0] === start ? changed : value,
  );
  const found = documents.map(({ value }) => value);
  return diagnostics.length === 0 && isDeepStrictEqual(found, expected.length > 0 ? expected : [changed]);
}
