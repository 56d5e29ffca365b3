// Reads a YAML text together with what an edit of it is held against: the data of every document, and the comments.
import { type Document, parseAllDocuments, parseDocument } from 'yaml';
import type { Range } from '../../diagnostics/diagnostic.ts';
import { duplicateKeys } from '../../load/duplicate-keys.ts';
import type { Path } from '../../load/nodes.ts';
import { MAX_ALIAS_COUNT, yamlOptions } from '../../load/yaml-options.ts';
import type { Json } from './json.ts';
import { readLexemes } from './lexemes.ts';

/** A YAML text that could be read. */
export interface YamlText {
  readonly text: string;
  /** At least one; a text that holds nothing counts as one blank document. */
  readonly documents: readonly Document[];
  /** The plain data of each document. */
  readonly data: readonly Json[];
  /** Each from its # to the end of its line. */
  readonly comments: readonly Range[];
}

/** A value in one of the documents of a text. */
export interface DocumentPath {
  /** Which document, counted from 0. */
  readonly document: number;
  /** The keys and list indices that lead to it. */
  readonly path: Path;
}

/** Why a text is left as it is, and what to do by hand: sentences for the user. */
export interface Problem {
  readonly problem: string;
}

/** The text after an edit. */
export type Edited = { readonly text: string } | Problem;

/** Reads a text by the rules of the configuration; undefined if it cannot be read. */
export function readYaml(text: string): YamlText | undefined {
  try {
    const options = { ...yamlOptions, keepSourceTokens: true };
    const parsed = parseAllDocuments(text, options);
    const documents: readonly Document[] = parsed.length > 0 ? parsed : [parseDocument(text, options)];
    if (documents.some((document) => document.errors.length > 0 || duplicateKeys(document).length > 0))
      return undefined;
    const data = documents.map((document): Json => document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }));
    return { text, documents, data, comments: commentsIn(text) };
  } catch (error) {
    // Absurd nesting exhausts the stack, and the library refuses alias bombs by throwing.
    if (error instanceof RangeError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Makes an edit of a text that can be read. */
export function editYaml(text: string, edit: (yaml: YamlText) => YamlText | Problem): Edited {
  const yaml = readYaml(text);
  if (!yaml)
    return { problem: 'The file is not valid YAML. Correct it first; flowlink validate says where.' };
  const edited = edit(yaml);
  return 'problem' in edited ? edited : { text: edited.text };
}

function commentsIn(text: string): Range[] {
  return readLexemes(text)
    .filter((lexeme) => !lexeme.isScalar && lexeme.text.startsWith('#'))
    .map((lexeme) => ({ start: lexeme.offset, end: lexeme.offset + lexeme.text.length }));
}
