// The difference between two texts of a file, as diff and patch know it. Loaded only where one is shown.
import { structuredPatch } from 'diff';

/** How many lines stand around each change. */
const CONTEXT = 3;

/**
 * The lines of a unified diff. Only its head is there if the texts are the same, as where the difference lies in what is
 * not shown.
 */
export function unifiedDiff(file: string, before: string, after: string): string[] {
  // Where all lines end alike, how they do says nothing.
  const isMixed = /(?:^|[^\r])\n/.test(before);
  const [old, formatted] = [before, after].map((text) => (isMixed ? text : text.replaceAll('\r\n', '\n')));
  const { hunks } = structuredPatch(file, file, old ?? '', formatted ?? '', undefined, undefined, {
    context: CONTEXT,
  });
  return [
    `--- a/${file}`,
    `+++ b/${file}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${extent(oldStart, oldLines)} +${extent(newStart, newLines)} @@`,
      ...lines,
    ]),
  ];
}

const extent = (start: number, lines: number): string => (lines === 1 ? `${start}` : `${start},${lines}`);
