// Proves that two YAML texts say the same.
import { isDeepStrictEqual } from 'node:util';
import { readLexemes } from '../yaml/lexemes.ts';
import type { YamlText } from '../yaml/yaml-text.ts';

/** What the second text does not keep of the first; undefined if it keeps everything. */
export function lossBetween(before: YamlText, after: YamlText): string | undefined {
  // Apart from the order of keys.
  if (!isDeepStrictEqual(after.data, before.data)) return 'its data';
  return isDeepStrictEqual(annotations(after), annotations(before)) ? undefined : 'its comments';
}

/** What is not data, in any order: comments, anchors and aliases, tags, directives. */
function annotations({ text }: YamlText): string[] {
  return readLexemes(text)
    .filter((lexeme) => !lexeme.isScalar && /^[#&*!%]/.test(lexeme.text))
    .map((lexeme) => lexeme.text.trimEnd())
    .sort();
}
