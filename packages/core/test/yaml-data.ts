// What a YAML text holds, read without the code under test.
import { parseAllDocuments } from 'yaml';
import type { Json } from '../src/edit/yaml/json.ts';

/** The data of each document, or undefined if the text is not valid. */
export function dataOf(text: string): Json[] | undefined {
  const options = { version: '1.2', schema: 'core', logLevel: 'silent' } as const;
  const documents = [...parseAllDocuments(text, options)];
  return documents.some(({ errors }) => errors.length > 0)
    ? undefined
    : documents.map((document): Json => document.toJS());
}
