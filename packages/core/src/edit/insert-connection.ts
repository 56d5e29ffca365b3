// Adds a connection to a YAML file and leaves all that people wrote there as it is: comments, order and layout.
import { isAlias, isMap, isScalar } from 'yaml';
import { find } from '../load/nodes.ts';
import { isJsonMap, type JsonMap } from './yaml/json.ts';
import { setAt } from './yaml/set-value.ts';
import { type Edited, editYaml, type YamlText } from './yaml/yaml-text.ts';

/** A connection to add. The credentials are references to variables, never values. */
export interface NewConnection {
  readonly name: string;
  /** What the file is to say, in the order in which it is to stand there. */
  readonly config: JsonMap;
}

/** The text with the connection at the end of its `connections`, or why it has none. */
export function insertConnection(text: string, { name, config }: NewConnection): Edited {
  return editYaml(text, (yaml) => {
    const document = documentForConnection(yaml);
    const problem = problemWith(yaml, document, name);
    if (problem !== undefined) return { problem };
    return setAt(yaml, { document, path: ['connections', name] }, config);
  });
}

/** The last document with connections, or else the last one. */
function documentForConnection({ data }: YamlText): number {
  const index = data.findLastIndex((document) => isJsonMap(document) && 'connections' in document);
  return index === -1 ? data.length - 1 : index;
}

function problemWith({ data, documents }: YamlText, index: number, name: string): string | undefined {
  const document = documents[index];
  const root = document?.contents;
  if (!document || !(root === null || isMap(root) || (isScalar(root) && root.value === null)))
    return 'The file is not a map, so it has no place for `connections`. Name another file.';
  const value = find(document, ['connections'])?.value ?? null;
  if (isAlias(value))
    return 'The file’s `connections` is an alias, so adding to it would change another map too. Write the connections out, or name another file.';
  if (value !== null && !isMap(value) && !(isScalar(value) && value.value === null))
    return 'The file’s `connections` is not a map. Make it a map of connections by name, or name another file.';
  const holdsName = data.some(
    (each) => isJsonMap(each) && isJsonMap(each.connections) && Object.hasOwn(each.connections, name),
  );
  if (holdsName)
    return 'The file already holds a connection of this name. Choose another name, or edit that connection.';
  return undefined;
}
