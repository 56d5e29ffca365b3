// The published schemas, as @flowlink/schema ships them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** @param file its name in the package @returns its text */
export function readSchemaFile(file: string): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve(`@flowlink/schema/${file}`), 'utf8');
}
