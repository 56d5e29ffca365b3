// What is said of a kind of problem once it has been shown a few times in full: a line for each further place.
import type { Code, Diagnostic, Sources } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { clean, cleanProse } from './clean.ts';
import { excerpt } from './layout.ts';
import { placeText } from './position.ts';
import type { Style } from './style.ts';

/** So many of each code are shown in full. */
const IN_FULL = 3;
/** So many more warnings get a line each. Errors always do: each has to be found and mended. */
const IN_LINES = 10;
const MIN_DETAIL_WIDTH = 24;

/** Further problems of one code, at least one. */
export type Repetition = readonly [Diagnostic, ...Diagnostic[]];

/** @returns what is shown in full, in its order, and the rest by code: errors first */
export function splitRepetitions(diagnostics: readonly Diagnostic[]): {
  shown: readonly Diagnostic[];
  repetitions: readonly Repetition[];
} {
  const shown: Diagnostic[] = [];
  const shownOf = new Map<Code, number>();
  const further = new Map<Code, [Diagnostic, ...Diagnostic[]]>();
  for (const problem of diagnostics) {
    const before = shownOf.get(problem.code) ?? 0;
    const others = further.get(problem.code);
    if (before < IN_FULL) shown.push(problem);
    else if (others) others.push(problem);
    else further.set(problem.code, [problem]);
    shownOf.set(problem.code, before + 1);
  }
  const rank = ([{ severity }]: Repetition) => (severity === 'error' ? 0 : 1);
  return { shown, repetitions: [...further.values()].sort((a, b) => rank(a) - rank(b)) };
}

export function renderRepetitions(repetition: Repetition, sources: Sources, style: Style): string {
  const [{ code, severity, summary }] = repetition;
  const { paint } = style;
  const listed = severity === 'error' ? repetition : repetition.slice(0, IN_LINES);
  const left = repetition.length - listed.length;
  const last = left === 0 ? '--json has them in full' : `and ${left} more; --json names them all`;
  return [
    `${paint[severity](`${severity}[${code}]`)}: ${paint.strong(summary)}, ${repetition.length} more`,
    ...listed.map((problem) => `  ${lineOf(problem, sources, style)}`),
    `  ${paint.quiet(last)}`,
    '',
  ].join('\n');
}

/** The place is never shortened; what is said of it takes the room that is left. */
function lineOf({ file, range, connection, detail }: Diagnostic, sources: Sources, style: Style): string {
  const subject = [
    ...(file === undefined ? [] : [placeOf(file, range, sources)]),
    ...(connection === undefined ? [] : [`connection ${connection}`]),
  ].join(', ');
  const place = clean(subject, style);
  const room = style.width - 2 - (place === '' ? 0 : stringWidth(place) + 2);
  const [sentence = ''] = cleanProse(detail, style).split('\n');
  if (place === '') return excerpt(sentence, room, 0, style.signs.ellipsis).text;
  const hint = style.paint.hint(place);
  return room < MIN_DETAIL_WIDTH ? hint : `${hint}  ${excerpt(sentence, room, 0, style.signs.ellipsis).text}`;
}

function placeOf(file: string, range: Diagnostic['range'], sources: Sources): string {
  if (!range || !sources.has(file)) return file;
  return placeText({ file, range }, sources);
}
