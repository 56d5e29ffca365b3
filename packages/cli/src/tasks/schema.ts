// Prints a published schema, or writes it where an editor finds it.
import { join, relative, resolve, sep } from 'node:path';
import { diagnostic } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { writeProjectFiles } from '../edge/output-file.ts';
import { readSchemaFile } from '../edge/schema-file.ts';
import { renderEditorSetup } from '../render/editor-setup.ts';
import { noticed, present, printFailure } from '../report.ts';
import { editorSchemas, type SchemaName, schemaFiles } from '../schema-files.ts';

export interface SchemaRequest {
  /** Without one it is the configuration's when printed, and all that an editor needs when written. */
  readonly name?: SchemaName;
  /** Where to write; without it the schema is printed. */
  readonly folder?: string;
  /** The project's root, to which an editor's settings are relative. */
  readonly directory: string;
}

/** @returns the exit code */
export async function provideSchema(
  console: Console,
  { name, folder, directory }: SchemaRequest,
): Promise<number> {
  if (folder === undefined) {
    console.print(await readSchemaFile(schemaFiles[name ?? 'configuration']));
    return 0;
  }
  const names = name === undefined ? editorSchemas : [name];
  const files = await Promise.all(
    names.map(async (each) => ({
      file: schemaFiles[each],
      text: await readSchemaFile(schemaFiles[each]),
    })),
  );
  const failure = await writeProjectFiles(folder, files);
  if (failure !== undefined) {
    const detail = `The schema cannot be written to ${join(folder, failure.file)}: ${failure.reason}.`;
    return printFailure(
      console,
      noticed(diagnostic('unwritable-file', { detail, fix: 'Give --out another folder.' })),
    );
  }
  const written = files.map(({ file }) => join(folder, file));
  // An editor knows no backslash in a path.
  const place = relative(resolve(directory), resolve(folder)).replaceAll(sep, '/');
  return present(
    console,
    { ...noticed(), value: { files: written, forEditors: name === undefined, place } },
    {
      json: ({ files }) => ({ files }),
      text: (setup) => renderEditorSetup(setup, console.style),
    },
  );
}
