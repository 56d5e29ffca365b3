// Writes one report to a file.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import { PUBLIC_FILE_MODE, writeWhole } from '../edge/output-file.ts';

/** As a whole or not at all. @param flag the one that named the file @returns why it could not be written, or nothing */
export async function writeReport(flag: string, path: string, text: string): Promise<Diagnostic[]> {
  const failure = await writeWhole(path, text, PUBLIC_FILE_MODE);
  if (failure === undefined) return [];
  const detail = `The report cannot be written to ${path}: ${failure}.`;
  return [diagnostic('unwritable-file', { detail, fix: `Give ${flag} another path.` })];
}
