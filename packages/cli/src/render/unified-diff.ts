// The difference between two texts of a file, as diff and patch know it. Loaded only where one is shown.
import { type StructuredPatchHunk, structuredPatch } from 'diff';

/** How many lines stand around each change. */
const CONTEXT = 3;

/** How many lines may differ before the search for what stayed takes too long; it takes as long as the square of that. */
const MAX_CHANGES = 3_000;

/**
 * The lines of a unified diff. Only its head is there if the texts are the same, as where the difference lies in what is
 * not shown.
 */
export function unifiedDiff(file: string, before: string, after: string): string[] {
  // Where all lines end alike, how they do says nothing.
  const isMixed = /(?:^|[^\r])\n/.test(before);
  const [old, formatted] = [before, after].map((text) => (isMixed ? text : text.replaceAll('\r\n', '\n')));
  const hunks = hunksBetween(old ?? '', formatted ?? '');
  return [
    `--- a/${file}`,
    `+++ b/${file}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${extent(oldStart, oldLines)} +${extent(newStart, newLines)} @@`,
      ...lines,
    ]),
  ];
}

function hunksBetween(before: string, after: string): StructuredPatchHunk[] {
  const options = { context: CONTEXT, maxEditLength: MAX_CHANGES };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch) return patch.hunks;
  // Almost everything changed, so all of it is shown.
  const [removed, added] = [lines('-', before), lines('+', after)];
  return [
    {
      oldStart: 1,
      oldLines: removed.length,
      newStart: 1,
      newLines: added.length,
      lines: [...removed, ...added],
    },
  ];
}

const lines = (sign: string, text: string): string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => sign + line);

const extent = (start: number, lines: number): string => (lines === 1 ? `${start}` : `${start},${lines}`);
