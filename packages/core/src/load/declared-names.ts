// The names of the connections in a project's files, even where the files are not valid: for completion, which must be quick.
import { type Document, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { expandInclude } from './include.ts';
import { find, keyOf } from './nodes.ts';
import { hasTooManyParts } from './parts.ts';
import { ROOT_FILE } from './project.ts';
import type { ProjectFiles } from './project-files.ts';
import { yamlOptions } from './yaml-options.ts';

/** Far more than a person waits for; what lies beyond is left out. */
const MAX_CHARACTERS = 8_000_000;
const NOWHERE = { file: ROOT_FILE, range: { start: 0, end: 0 } };

/** What the project declares, as far as it can be read. */
export interface DeclaredNames {
  /** The names of connections, sorted. */
  readonly connections: readonly string[];
  /** The paths of the files that were read. */
  readonly files: readonly string[];
}

/** Nothing is reported: a file that cannot be read or parsed counts as far as it can. */
export async function declaredNames(files: ProjectFiles): Promise<DeclaredNames> {
  const names = new Set<string>();
  const read: string[] = [];
  let left = MAX_CHARACTERS;
  const load = async (path: string): Promise<readonly Document[]> => {
    const content = await files.read(path);
    if ('failure' in content) return [];
    read.push(path);
    left -= content.text.length;
    const documents =
      left < 0 || hasTooManyParts(content.text) ? [] : parseLeniently(withoutBodies(content.text));
    for (const name of documents.flatMap(namesIn)) names.add(name);
    return documents;
  };

  const [root] = await load(ROOT_FILE);
  const patterns = root ? includesOf(root) : [];
  const expanded = await Promise.all(patterns.map((pattern) => expandInclude(pattern, NOWHERE, files)));
  const paths = new Set(expanded.flatMap(({ value }) => value ?? []));
  paths.delete(ROOT_FILE);
  for (const path of [...paths].sort()) await load(path);
  return { connections: [...names].sort(), files: read };
}

/** A name of a connection with its colon, quoted or plain; rarer ways to write one are left to the parser. */
const NAME = /^\s+("(?:[^"\\]|\\.)*"|'[^']*'|[\w$.@][^:#'"]*):(?=\s|$)/;

/** A text without what its connections say: only their names matter, and parsing the rest would take most of the time. */
function withoutBodies(text: string): string {
  let isInside = false;
  let nameIndent: number | undefined;
  const lines = text.split('\n').flatMap((line) => {
    const indent = line.search(/\S/);
    if (indent === -1 || line[indent] === '#') return [];
    if (indent === 0) {
      isInside = /^connections:\s*(#.*)?$/.test(line);
      nameIndent = undefined;
      return [line];
    }
    if (!isInside) return [line];
    nameIndent ??= indent;
    if (indent > nameIndent) return [];
    return [NAME.exec(line)?.[0] ?? line];
  });
  return lines.join('\n');
}

function parseLeniently(text: string): readonly Document[] {
  try {
    return parseAllDocuments(text, yamlOptions);
  } catch {
    // The parser is recursive: absurd nesting exhausts the stack.
    return [];
  }
}

function namesIn(document: Document): string[] {
  const connections = find(document, ['connections'])?.value;
  if (!isMap(connections)) return [];
  return connections.items.flatMap(({ key }) => keyOf(key) ?? []);
}

function includesOf(root: Document): string[] {
  const list = find(root, ['include'])?.value;
  if (!isSeq(list)) return [];
  return list.items.flatMap((item) => (isScalar(item) && typeof item.value === 'string' ? [item.value] : []));
}
