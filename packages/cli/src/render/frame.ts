// The lines of a file around a place, with the place underlined by display width.
import { codeFrame, type FrameLine, locate, type Place, type Sources } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { clean } from './clean.ts';
import { excerpt } from './layout.ts';
import type { Style } from './style.ts';

/** A place in a file as a reader sees it; line and column count from 1. */
export interface Frame {
  readonly line: number;
  readonly column: number;
  readonly lines: readonly FrameLine[];
}

const TAB = '  ';
const MIN_TEXT_WIDTH = 20;

/** The frame of a place, unless its file could not be read. */
export function frameOf(place: Place, sources: Sources): Frame | undefined {
  const source = sources.get(place.file);
  if (!source) return undefined;
  const { line, column } = locate(place, sources);
  return { line, column, lines: codeFrame(source, place.range) };
}

/** The columns before the bar that all frames of one diagnostic share. */
export function gutterWidth(frames: readonly (Frame | undefined)[]): number {
  const numbers = frames.flatMap((frame) => frame?.lines.map(({ number }) => number) ?? []);
  return 2 + String(Math.max(0, ...numbers)).length + 1;
}

/** @param role the colour of the underline */
export function renderFrame(
  { lines }: Frame,
  gutter: number,
  role: 'error' | 'warning' | 'quiet',
  style: Style,
): string[] {
  const { paint, signs } = style;
  const room = Math.max(style.width - gutter - 2, MIN_TEXT_WIDTH);
  const shown = (part: string) => clean(part.replaceAll('\t', TAB), style);
  const row = (label: string, text: string) =>
    `${paint.quiet(`${label.padStart(gutter - 1)} ${signs.bar}`)} ${text}`.trimEnd();
  return lines.flatMap(({ number, text, underline }) => {
    const marked = underline ?? { start: 0, end: 0 };
    const start = stringWidth(shown(text.slice(0, marked.start)));
    const length = Math.max(stringWidth(shown(text.slice(marked.start, marked.end))), 1);
    const line = excerpt(shown(text), room, start, signs.ellipsis);
    if (!underline) return [row(String(number), line.text)];
    const at = start - line.shift;
    const carets = '^'.repeat(Math.max(Math.min(length, room - at), 1));
    return [row(String(number), line.text), row('', ' '.repeat(at) + paint[role](carets))];
  });
}
