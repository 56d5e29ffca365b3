// Makes the mends that diagnostics offer, file by file; everything else in the files stays as it is.
import type { Diagnostic, TextEdit } from '../diagnostics/diagnostic.ts';
import type { Sources } from '../diagnostics/source-file.ts';
import { parseYaml } from '../load/yaml-file.ts';
import { applyEdits } from './text-edit.ts';

/** A file to be written. */
export interface MendedFile {
  readonly file: string;
  readonly text: string;
  /** What was replaced, as places in the file before. */
  readonly edits: readonly (TextEdit & { readonly before: string })[];
}

/** The files that change, in the order of the diagnostics. */
export function mendFiles(diagnostics: readonly Diagnostic[], sources: Sources): MendedFile[] {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file, edit } of diagnostics) {
    if (file !== undefined && edit) byFile.set(file, [...(byFile.get(file) ?? []), edit]);
  }
  return [...byFile].flatMap(([file, edits]) => {
    const source = sources.get(file);
    if (!source) return [];
    const text = applyEdits(source.text, edits);
    // No mend is worth a file that cannot be read any more.
    if (parseYaml(file, text).diagnostics.length > 0) return [];
    const replaced = edits.map((edit) => ({
      ...edit,
      before: source.text.slice(edit.range.start, edit.range.end),
    }));
    return [{ file, text, edits: replaced }];
  });
}
