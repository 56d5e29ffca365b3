// Removes a key or a list item from a YAML text; everything else stays as it is, byte for byte.
import { firstThatHolds } from './candidate.ts';
import { changeDocuments } from './changed-data.ts';
import { locate } from './locate.ts';
import { obstacleToRemoval } from './obstacle.ts';
import { removals } from './removal.ts';
import { type DocumentPath, type Edited, editYaml, type Problem, type YamlText } from './yaml-text.ts';

/**
 * The comments that describe it go too: the one behind it, those directly above it with the same indentation, and those
 * below that are indented deeper. The last key of a map leaves `{}`, the last item of a list `[]`. What is not there
 * changes nothing.
 */
export const removeValue = (text: string, at: DocumentPath): Edited =>
  editYaml(text, (yaml) => removeAt(yaml, at));

/** The same for a text that was read. */
export function removeAt(yaml: YamlText, at: DocumentPath): YamlText | Problem {
  const located = locate(yaml, at);
  if ('problem' in located) return located;
  if (located.missing.length > 0) return yaml;
  const entry = located.entries.at(-1);
  if (!entry)
    return { problem: 'A document as a whole is not removed. Delete the file or the document by hand.' };
  const obstacle = obstacleToRemoval(located.document, entry, at.path);
  if (obstacle) return obstacle;
  const data = changeDocuments(yaml.data, at, () => undefined);
  return firstThatHolds(yaml, removals(yaml, located), data);
}
