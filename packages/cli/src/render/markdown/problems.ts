// Diagnostics in Markdown: what is wrong and where in one line, and below it why and how to mend it.
import type { Diagnostic } from '@flowlink/schema';
import { positionText } from '../position.ts';
import { gravestFirst } from '../severity.ts';
import type { Entry } from './fit.ts';
import { markdown, prose } from './inert.ts';

/** Errors first. */
export function problemEntries(diagnostics: readonly Diagnostic[]): Entry[] {
  return gravestFirst(diagnostics).map((problem) => {
    const brief = headline(problem);
    return { kind: `${problem.severity}s`, number: 1, brief, full: () => block(brief, problem) };
  });
}

function headline({ severity, code, summary, location, connection }: Diagnostic): string {
  const about = [
    ...(location ? [markdown.code(positionText(location))] : []),
    ...(connection === undefined ? [] : [`connection ${markdown.code(connection)}`]),
  ];
  const where = about.length === 0 ? '' : ` (${about.join(', ')})`;
  return `**${severity}** ${markdown.code(code)} ${prose(summary, markdown)}${where}`;
}

/** One item of a list, with what belongs to it indented. */
function block(brief: string, { detail, fix, related }: Diagnostic): string {
  const places = (related ?? []).map(
    ({ location, message }) => `${markdown.code(positionText(location))}: ${prose(message, markdown)}`,
  );
  const paragraphs = [
    ...paragraph(detail),
    ...(places.length === 0 ? [] : [places.join(HARD_BREAK)]),
    ...paragraph(fix ?? '').map((text) => `**fix:** ${text}`),
  ];
  return [`- ${brief}`, ...paragraphs.map((text) => `  ${text}`)].join('\n\n');
}

/** Ends a line within a paragraph of an item. */
const HARD_BREAK = '\\\n  ';

function paragraph(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [] : [lines.map((line) => prose(line.trim(), markdown)).join(HARD_BREAK)];
}
