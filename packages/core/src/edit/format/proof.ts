// Reads what a YAML file says, to prove that formatting changes none of it.
import { isDeepStrictEqual } from 'node:util';
import { parseYaml } from '../../load/yaml-file.ts';
import { readLexemes } from './lexemes.ts';

/** The data of the documents by their index, without those that hold nothing; undefined if it cannot be read. */
export function readData(text: string): ReadonlyMap<number, unknown> | undefined {
  const { documents, diagnostics } = parseYaml('', text);
  if (diagnostics.some(({ code }) => code !== 'empty-file')) return undefined;
  return new Map(documents.map(({ index, value }) => [index, value]));
}

/** What the second text does not keep of the first; undefined if it keeps everything. */
export function lossBetween(before: string, after: string): string | undefined {
  const data = readData(after);
  // Apart from the order of keys.
  if (data === undefined || !isDeepStrictEqual(data, readData(before))) return 'its data';
  return isDeepStrictEqual(annotations(after), annotations(before)) ? undefined : 'its comments';
}

/** What is not data, in any order: comments, anchors and aliases, tags, directives. */
function annotations(text: string): string[] {
  return readLexemes(text)
    .filter((lexeme) => !lexeme.isScalar && /^[#&*!%]/.test(lexeme.text))
    .map((lexeme) => lexeme.text.trimEnd())
    .sort();
}
