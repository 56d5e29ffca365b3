// Prints a published schema, or writes it where an editor finds it.
import { join } from 'node:path';
import { diagnostic } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { PUBLIC_FILE_MODE, writeWhole } from '../edge/output-file.ts';
import { readSchemaFile } from '../edge/schema-file.ts';
import { cleanProse } from '../render/clean.ts';
import { noticed, printDocument, printFailure } from '../report.ts';
import { type SchemaName, schemaFiles } from '../schema-files.ts';

/** @param folder where to write it; without one it is printed @returns the exit code */
export async function provideSchema(
  console: Console,
  name: SchemaName,
  folder: string | undefined,
): Promise<number> {
  const file = schemaFiles[name];
  const text = await readSchemaFile(file);
  if (folder === undefined) {
    console.print(text);
    return 0;
  }
  const path = join(folder, file);
  const failure = await writeWhole(path, text, PUBLIC_FILE_MODE);
  if (failure !== undefined) {
    const detail = `The schema cannot be written to ${path}: ${failure}.`;
    return printFailure(
      console,
      noticed(diagnostic('unwritable-file', { detail, fix: 'Give --out an existing folder.' })),
    );
  }
  if (console.json) printDocument(console, noticed(), { file: path });
  else console.print(cleanProse(`Wrote ${path}.\n`, console.style));
  return 0;
}
