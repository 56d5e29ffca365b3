// Writes files of the project, all of them or none.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import { writeProjectFiles } from '../edge/output-file.ts';

/** @param directory the project's root @param files with paths relative to it @returns what went wrong, if anything did */
export async function writeFiles(
  directory: string,
  files: readonly { readonly file: string; readonly text: string }[],
): Promise<Diagnostic | undefined> {
  const failure = await writeProjectFiles(directory, files);
  if (!failure) return undefined;
  return diagnostic('unwritable-file', {
    detail: `${failure.file} cannot be written: ${failure.reason}.`,
    fix: 'Run the command again afterwards: what is there already is kept.',
  });
}
