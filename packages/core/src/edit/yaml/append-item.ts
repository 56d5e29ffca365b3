// Adds an item at the end of a list in a YAML text; everything else stays as it is, byte for byte.
import { addItem, addKey } from './add-entry.ts';
import type { Json } from './json.ts';
import { locate } from './locate.ts';
import { obstacleAt } from './obstacle.ts';
import { type DocumentPath, type Edited, editYaml } from './yaml-text.ts';

/** @param at the list; it is made, with the maps on the way to it, if it is not there */
export function appendItem(text: string, at: DocumentPath, value: Json): Edited {
  return editYaml(text, (yaml) => {
    const located = locate(yaml, at);
    if ('problem' in located) return located;
    if (located.missing.length > 0) return addKey(yaml, at, located, [value]);
    return obstacleAt(located.document, located.node, at.path) ?? addItem(yaml, at, located, value);
  });
}
