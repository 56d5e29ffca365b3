// Sets a value in a YAML text; everything else stays as it is, byte for byte.
import { isDeepStrictEqual } from 'node:util';
import { isCollection } from 'yaml';
import { addKey } from './add-entry.ts';
import { firstThatHolds, NO_SAFE_WAY } from './candidate.ts';
import { changeDocuments, valueAt } from './changed-data.ts';
import { isJsonMap, type Json, type JsonMap } from './json.ts';
import { holdsComment } from './layout.ts';
import { locate } from './locate.ts';
import { obstacleAt, obstacleToReplacing } from './obstacle.ts';
import { removeAt } from './remove-value.ts';
import { replacements } from './replacement.ts';
import { setList } from './set-list.ts';
import { type DocumentPath, type Edited, editYaml, type Problem, type YamlText } from './yaml-text.ts';

/**
 * A missing key goes at the end of its map, and the maps on the way to it are made. A value that is there is replaced:
 * a scalar keeps its quotes where it can, and of maps and lists only what differs is touched. An item that changes its
 * place in a list loses its comments.
 */
export const setValue = (text: string, at: DocumentPath, value: Json): Edited =>
  editYaml(text, (yaml) => setAt(yaml, at, value));

/** The same for a text that was read. */
export function setAt(yaml: YamlText, at: DocumentPath, value: Json): YamlText | Problem {
  const edited = change(yaml, at, value);
  if ('problem' in edited) return edited;
  // Each step was proved to do what it should, but not yet that they were the right ones.
  const data = changeDocuments(yaml.data, at, () => value);
  return isDeepStrictEqual(edited.data, data) ? edited : NO_SAFE_WAY;
}

function change(yaml: YamlText, at: DocumentPath, value: Json): YamlText | Problem {
  const before = valueAt(yaml.data[at.document], at.path);
  if (isDeepStrictEqual(before, value)) return yaml;
  const located = locate(yaml, at);
  if ('problem' in located) return located;
  const { document, node, missing } = located;
  if (missing.length > 0) return addKey(yaml, at, located, value);

  const isKept = isCollection(node) && (node.items.length > 0 || holdsComment(yaml.text, node));
  if (isKept && isJsonMap(before) && isJsonMap(value)) return setMap(yaml, at, before, value);
  if (isKept && Array.isArray(before) && Array.isArray(value))
    return obstacleAt(document, node, at.path) ?? setList(yaml, at, before, value);
  return (
    obstacleToReplacing(document, node, at.path) ??
    firstThatHolds(
      yaml,
      replacements(yaml, located, value),
      changeDocuments(yaml.data, at, () => value),
    )
  );
}

/** New keys come before old ones go, so that the map keeps its layout. */
function setMap(yaml: YamlText, at: DocumentPath, before: JsonMap, after: JsonMap): YamlText | Problem {
  let edited: YamlText | Problem = yaml;
  const below = (key: string): DocumentPath => ({ ...at, path: [...at.path, key] });
  for (const [key, value] of Object.entries(after)) {
    if ('problem' in edited) return edited;
    edited = change(edited, below(key), value);
  }
  for (const key of Object.keys(before).filter((name) => !Object.hasOwn(after, name))) {
    if ('problem' in edited) return edited;
    edited = removeAt(edited, below(key));
  }
  return edited;
}
