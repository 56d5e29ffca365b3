// Applies replacements to a text; everything outside them stays as it is, byte for byte.
import type { TextEdit } from '../diagnostics/diagnostic.ts';

/**
 * Applies edits in any order. The same edit twice counts once, since two diagnostics may offer the same mend;
 * edits that overlap, or insert different texts at one place, are a bug of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.text < b.text ? -1 : 1),
  );
  let result = '';
  let at = 0;
  let last: TextEdit | undefined;
  for (const edit of sorted) {
    if (last && isSame(last, edit)) continue;
    const { start, end } = edit.range;
    if (start < at || end < start || end > text.length || (last && isSamePlace(last, edit)))
      throw new RangeError(`The edit of ${start} to ${end} overlaps another or lies outside the text.`);
    result += text.slice(at, start) + edit.text;
    at = end;
    last = edit;
  }
  return result + text.slice(at);
}

const isSamePlace = (a: TextEdit, b: TextEdit): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end;

const isSame = (a: TextEdit, b: TextEdit): boolean => isSamePlace(a, b) && a.text === b.text;
