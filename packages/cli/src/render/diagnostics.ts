// Diagnostics as text: what, where with the lines concerned, why, and how to mend it; and where more is said of each kind.
import { type Code, type Diagnostic, documentationOf, type Sources } from '@flowlink/core';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { type Frame, frameOf, gutterWidth, renderFrame } from './frame.ts';
import { padTo, wrap } from './layout.ts';
import { renderRepetitions, splitRepetitions } from './repetitions.ts';
import { bySeverity } from './severity.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;

/**
 * All diagnostics: the first few of each code in full and the others in a line each, a line that counts them if there are
 * several, and one link for each code.
 *
 * @param known codes whose link was shown before
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  style: Style,
  known: ReadonlySet<Code> = new Set(),
): string {
  const { shown, repetitions } = splitRepetitions(diagnostics);
  const blocks = [
    ...shown.map((problem) => renderDiagnostic(problem, sources, style)),
    ...repetitions.map((repetition) => renderRepetitions(repetition, sources, style)),
  ];
  if (diagnostics.length > 1) blocks.push(`${total(diagnostics, style)}\n`);
  const links = renderLinks(diagnostics, known, style);
  return blocks.join('\n') + (diagnostics.length > 1 && links !== '' ? `\n${links}` : links);
}

/** A line stays a line, however long: terminals make a link of it. */
function renderLinks(diagnostics: readonly Diagnostic[], known: ReadonlySet<Code>, { paint }: Style): string {
  const codes = new Set(diagnostics.map(({ code }) => code).filter((code) => !known.has(code)));
  return [...codes].map((code) => `${paint.quiet(`  see ${documentationOf(code)}`)}\n`).join('');
}

function renderDiagnostic(problem: Diagnostic, sources: Sources, style: Style): string {
  const { code, severity, summary, detail, fix, file, range, related } = problem;
  const frame = file !== undefined && range ? frameOf({ file, range }, sources) : undefined;
  const others = (related ?? []).map((place) => ({ place, frame: frameOf(place, sources) }));
  const gutter = gutterWidth([frame, ...others.map((other) => other.frame)]);

  const lines = [`${style.paint[severity](`${severity}[${code}]`)}: ${style.paint.strong(summary)}`];
  const subject = [
    ...(file === undefined ? [] : [locationOf(file, frame)]),
    ...(problem.connection === undefined ? [] : [`connection ${problem.connection}`]),
  ].join(', ');
  if (file !== undefined) {
    lines.push(headed(style.signs.corner, subject, gutter, style));
    if (frame) lines.push(...renderFrame(frame, gutter, severity, style));
  } else if (subject !== '') {
    lines.push(`  ${style.paint.hint(clean(subject, style))}`);
  }
  for (const { place, frame: other } of others) {
    const where = locationOf(place.file, other);
    lines.push(headed(style.signs.fork, `${where}: ${place.message}`, gutter, style));
    if (other) lines.push(...renderFrame(other, gutter, 'quiet', style));
  }
  if (frame || others.some((other) => other.frame))
    lines.push(`${padTo('', gutter)}${style.paint.quiet(style.signs.end)}`);
  lines.push(...prose(detail, '', style));
  if (fix !== undefined) lines.push(...prose(fix, 'fix: ', style));
  return `${lines.join('\n')}\n`;
}

function locationOf(file: string, frame: Frame | undefined): string {
  return frame ? `${file}:${frame.line}:${frame.column}` : file;
}

function headed(sign: string, text: string, gutter: number, { paint, unicode }: Style): string {
  const indent = ' '.repeat(unicode ? gutter : Math.max(gutter - 2, 0));
  return `${indent}${paint.quiet(sign)} ${paint.hint(clean(text, { unicode }))}`;
}

function prose(text: string, label: string, style: Style): string[] {
  const width = Math.min(style.width, PROSE_WIDTH) - 2 - label.length;
  const paragraphs = cleanProse(text, style).split('\n');
  return paragraphs
    .flatMap((paragraph) => hanging(paragraph, width))
    .map((line, index) => {
      const start = index === 0 ? style.paint.strong(label) : ' '.repeat(label.length);
      return `  ${label === '' ? '' : start}${line}`.trimEnd();
    });
}

/** The lines of a numbered step stand to the right of its number. */
function hanging(paragraph: string, width: number): string[] {
  const number = /^\d+\. /.exec(paragraph)?.[0] ?? '';
  const lines = wrap(paragraph.slice(number.length), width - number.length);
  return lines.map((line, index) => (index === 0 ? number : ' '.repeat(number.length)) + line);
}

function total(diagnostics: readonly Diagnostic[], style: Style): string {
  const { errors, warnings } = bySeverity(diagnostics);
  const parts = [
    ...(errors.length > 0 ? [count(errors.length, 'error')] : []),
    ...(warnings.length > 0 ? [count(warnings.length, 'warning')] : []),
  ];
  return style.paint.strong(`${parts.join(', ')}.`);
}
