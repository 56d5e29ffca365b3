// Drift as text: connection by connection who is ahead, in which field, and who changed it.
import {
  type Deed,
  type Drift,
  type DriftedConnection,
  type DriftedField,
  locate,
  SENSITIVE,
  type Sources,
} from '@flowlink/core';
import { type Direction, fieldMarks } from '@flowlink/schema';
import stringWidth from 'string-width';
import { actorText } from './actor.ts';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { shorten, wrap } from './layout.ts';
import type { Style } from './style.ts';
import { timeText } from './time.ts';

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

function noDrift({ compared }: Drift): string {
  return `No drift. ${compared === 1 ? 'The connection is' : `All ${compared} connections are`} as configured and applied.`;
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

function directionsOf(connection: DriftedConnection): Direction[] {
  return [
    ...notesOn(connection).map(([direction]) => direction),
    ...connection.fields.map(({ direction }) => direction),
  ];
}

function renderConnection(connection: DriftedConnection, sources: Sources, style: Style): string {
  const { name, place, fields } = connection;
  const position = place ? positionOf(place, sources) : '';
  const heading = `  ${style.paint.strong(clean(name, style))}${position === '' ? '' : style.paint.quiet(`  ${clean(position, style)}`)}`;
  const notes = notesOn(connection).flatMap(([direction, text]) =>
    prose(text, style, INDENT.length + 2 + 2).map((line, index) =>
      index === 0 ? `${INDENT}${signOf(direction, style)} ${line}` : `${DEEP_INDENT}${line}`,
    ),
  );
  return [heading, ...notes, ...fields.flatMap((field) => renderField(field, sources, style))].join('\n');
}

/** What is to be said of the connection as a whole. */
function notesOn({ status, deleted, renamedTo, renamedFrom }: DriftedConnection): [Direction, string][] {
  switch (status) {
    case 'absent':
      return deleted
        ? [['backend', `deleted on the backend ${deedText(deleted)}`]]
        : [['config', 'not applied yet']];
    case 'undeclared':
      return [['config', 'no longer in the configuration']];
    case 'unmanaged':
      return [['config', 'made by hand on the backend, and not imported yet']];
    case 'differs':
      return [
        ...(renamedTo
          ? [
              [
                'backend',
                `renamed to ${renamedTo.name}${renamedTo.edited ? ` ${deedText(renamedTo.edited)}` : ''}`,
              ] as [Direction, string],
            ]
          : []),
        ...(renamedFrom === undefined
          ? []
          : [['config', `called ${renamedFrom} on the backend`] as [Direction, string]]),
      ];
  }
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
    ...(direction === 'config' ? [] : [positionOf(field.place, sources)]),
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

/** The path, and what was and is there, each on a line of its own where there is little room. */
function describeField(field: DriftedField, style: Style): { path: string; values: string[] } {
  const { path, direction, sensitive } = field;
  const shown = (value: DriftedField['before']) =>
    value === undefined ? 'nothing' : clean(JSON.stringify(value), style);
  const [ours, theirs] = [shown(field.after), shown(field.before)];
  const list = path.slice(0, -1).join('.');
  if (isMember(list)) {
    const added = (direction === 'config') === (field.kind === 'add');
    return {
      path: clean(list, style),
      values: [`${clean(path.at(-1) ?? '', style)} ${added ? 'added' : 'removed'}`],
    };
  }
  const dotted = clean(path.join('.'), style);
  if (sensitive) return { path: dotted, values: [`${SENSITIVE}, ${secretWords[direction]}`] };
  if (direction === 'conflict')
    return { path: dotted, values: [`configuration ${ours}`, `backend ${theirs}`] };
  const [from, to] = direction === 'config' ? [theirs, ours] : [ours, theirs];
  return { path: dotted, values: [`${from} ${style.signs.arrow} ${to}`] };
}

const secretWords: Readonly<Record<Direction, string>> = {
  backend: 'another one on the backend',
  conflict: 'another one on either side',
  config: 'rotated',
};

function isMember(list: string): boolean {
  return Object.values(fieldMarks).some(({ unordered }) => unordered.includes(list));
}

function deedText({ by, at }: Deed): string {
  return `by ${actorText(by)} on ${timeText(at).replace(/:\d\d$/, '')} UTC`;
}

function positionOf(place: DriftedField['place'], sources: Sources): string {
  const { file, line, column } = locate(place, sources);
  return `${file}:${line}:${column}`;
}

function totals({ connections }: Drift, style: Style): string {
  const drifted = connections.filter(({ isDrift }) => isDrift);
  const conflicts = connections
    .flatMap(({ fields }) => fields)
    .filter(({ direction }) => direction === 'conflict');
  const ahead = connections.filter((connection) => directionsOf(connection).includes('config'));
  const changed = `${count(drifted.length, 'connection')} changed on the backend`;
  const drift =
    drifted.length === 0
      ? 'No drift.'
      : `Drift: ${changed}${conflicts.length > 0 ? `, ${count(conflicts.length, 'field')} in conflict` : ''}.`;
  const rest =
    ahead.length === 0
      ? []
      : prose(
          `The configuration is ahead in ${count(ahead.length, 'connection')}: \`flowlink plan\` shows what apply would do.`,
          style,
        );
  return [style.paint.strong(drift), ...rest].join('\n');
}

/** Lines that fit beside an indentation. */
function prose(text: string, style: Style, indent = 0): string[] {
  return wrap(clean(cleanProse(text, style), style), Math.min(style.width, PROSE_WIDTH) - indent);
}
