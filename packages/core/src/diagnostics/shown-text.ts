// The whole text of a file as it may be shown.
import { SENSITIVE } from './code-frame.ts';
import type { SourceFile } from './source-file.ts';

/** The text with a placeholder for everything that must not be shown of it. */
export function shownText({ text, redactions }: SourceFile): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...redactions].sort((a, b) => a.start - b.start)) {
    // A block of text ends with a line break, which is no secret.
    const to = start + text.slice(start, end).trimEnd().length;
    if (to <= at) continue;
    shown += start < at ? '' : text.slice(at, start) + SENSITIVE;
    at = to;
  }
  return shown + text.slice(at);
}
