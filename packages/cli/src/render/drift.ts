// Drift as text: connection by connection who is ahead, in which field, and who changed it.
import type { Drift, DriftedConnection, DriftedField, Sources } from '@flowlink/core';
import type { Direction } from '@flowlink/schema';
import stringWidth from 'fast-string-width';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import {
  aheadText,
  deedText,
  describeField,
  directionsOf,
  driftText,
  noDrift,
  notesOn,
} from './drift-words.ts';
import { shorten, wrap } from './layout.ts';
import { placeText } from './position.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;
const INDENT = '    ';
const DEEP_INDENT = '        ';

/** The whole report. The last lines say how much drifted. */
export function renderDrift(drift: Drift, sources: Sources, style: Style): string {
  const { connections } = drift;
  if (connections.length === 0) return `${noDrift(drift)}\n`;
  const where = `Compared ${count(drift.compared, 'connection')} with workspace ${drift.workspace} (${drift.backendUrl}):`;
  return `${[
    prose(where, style).join('\n'),
    legend(connections, style),
    ...connections.map((connection) => renderConnection(connection, sources, style)),
    totals(drift, style),
  ].join('\n\n')}\n`;
}

const words: Readonly<Record<Direction, string>> = {
  backend: 'the backend is ahead',
  conflict: 'both changed',
  config: 'the configuration is ahead',
};

function signOf(direction: Direction, { signs, paint }: Style): string {
  if (direction === 'backend') return paint.change(signs.back);
  return direction === 'conflict' ? paint.error(signs.both) : paint.add(signs.arrow);
}

/** Only the signs that occur. */
function legend(connections: readonly DriftedConnection[], style: Style): string {
  const used = new Set(connections.flatMap(directionsOf));
  const order: readonly Direction[] = ['backend', 'conflict', 'config'];
  const parts = order.filter((direction) => used.has(direction));
  return `  ${parts.map((direction) => `${signOf(direction, style)} ${words[direction]}`).join('   ')}`;
}

function renderConnection(connection: DriftedConnection, sources: Sources, style: Style): string {
  const { name, place, fields } = connection;
  const position = place ? placeText(place, sources) : '';
  const heading = `  ${style.paint.strong(clean(name, style))}${position === '' ? '' : style.paint.quiet(`  ${clean(position, style)}`)}`;
  const notes = notesOn(connection).flatMap(([direction, text]) =>
    prose(text, style, INDENT.length + 2 + 2).map((line, index) =>
      index === 0 ? `${INDENT}${signOf(direction, style)} ${line}` : `${DEEP_INDENT}${line}`,
    ),
  );
  return [heading, ...notes, ...fields.flatMap((field) => renderField(field, sources, style))].join('\n');
}

function renderField(field: DriftedField, sources: Sources, style: Style): string[] {
  const { direction, edited } = field;
  const sign = signOf(direction, style);
  const { path, values } = describeField(field, style);
  const start = `${path}: `;
  const whole = values.join('; ');
  const room = style.width - DEEP_INDENT.length;
  const lines =
    INDENT.length + 3 + stringWidth(start + whole) <= style.width
      ? [`${INDENT}${sign} ${start}${whole}`]
      : [
          `${INDENT}${sign} ${path}:`,
          ...values.map((value) => DEEP_INDENT + shorten(value, room, style.signs.ellipsis)),
        ];
  const notes = [
    ...(edited ? [deedText(edited)] : []),
    ...(direction === 'config' ? [] : [placeText(field.place, sources)]),
  ];
  return notes.length === 0
    ? lines
    : [
        ...lines,
        ...prose(notes.join(', '), style, DEEP_INDENT.length).map(
          (line) => DEEP_INDENT + style.paint.quiet(line),
        ),
      ];
}

function totals(drift: Drift, style: Style): string {
  const ahead = aheadText(drift);
  return [style.paint.strong(driftText(drift)), ...(ahead === '' ? [] : prose(ahead, style))].join('\n');
}

/** Lines that fit beside an indentation. */
function prose(text: string, style: Style, indent = 0): string[] {
  return wrap(clean(cleanProse(text, style), style), Math.min(style.width, PROSE_WIDTH) - indent);
}
