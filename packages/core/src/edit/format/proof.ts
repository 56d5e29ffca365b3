// Proves that two YAML texts say the same.
import { isDeepStrictEqual } from 'node:util';
import { readLexemes } from '../yaml/lexemes.ts';
import { readYaml } from '../yaml/yaml-text.ts';

/** What the second text does not keep of the first; undefined if it keeps everything. */
export function lossBetween(before: string, after: string): string | undefined {
  const [old, kept] = [readYaml(before), readYaml(after)];
  // Apart from the order of keys.
  if (!old || !kept || !isDeepStrictEqual(kept.data, old.data)) return 'its data';
  return isDeepStrictEqual(annotations(after), annotations(before)) ? undefined : 'its comments';
}

/** What is not data, in any order: comments, anchors and aliases, tags, directives. */
function annotations(text: string): string[] {
  return readLexemes(text)
    .filter((lexeme) => !lexeme.isScalar && /^[#&*!%]/.test(lexeme.text))
    .map((lexeme) => lexeme.text.trimEnd())
    .sort();
}
