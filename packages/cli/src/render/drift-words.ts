// Drift in words, whatever it is rendered to.
import { type Deed, type Drift, type DriftedConnection, type DriftedField, SENSITIVE } from '@flowlink/core';
import type { Direction } from '@flowlink/schema';
import { actorText } from './actor.ts';
import { clean } from './clean.ts';
import { count } from './count.ts';
import type { Style } from './style.ts';
import { timeText } from './time.ts';
import { isUnordered } from './unordered.ts';

/** Instead of connections. */
export function noDrift({ compared }: Drift): string {
  return `No drift. ${compared === 1 ? 'The connection is' : `All ${compared} connections are`} as configured and applied.`;
}

/** How much drifted, in one sentence. */
export function driftText({ connections }: Drift): string {
  const drifted = connections.filter(({ isDrift }) => isDrift);
  if (drifted.length === 0) return 'No drift.';
  const conflicts = connections
    .flatMap(({ fields }) => fields)
    .filter(({ direction }) => direction === 'conflict');
  const changed = `${count(drifted.length, 'connection')} changed on the backend`;
  return `Drift: ${changed}${conflicts.length > 0 ? `, ${count(conflicts.length, 'field')} in conflict` : ''}.`;
}

/** In how many connections nobody applied the configuration yet; empty if in none. */
export function aheadText({ connections }: Drift): string {
  const ahead = connections.filter((connection) => directionsOf(connection).includes('config'));
  if (ahead.length === 0) return '';
  return `The configuration is ahead in ${count(ahead.length, 'connection')}: \`flowlink plan\` shows what apply would do.`;
}

/** Who is ahead, for everything that differs. */
export function directionsOf(connection: DriftedConnection): Direction[] {
  return [
    ...notesOn(connection).map(([direction]) => direction),
    ...connection.fields.map(({ direction }) => direction),
  ];
}

/** What is to be said of the connection as a whole. */
export function notesOn({
  status,
  deleted,
  renamedTo,
  renamedFrom,
}: DriftedConnection): [Direction, string][] {
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

/** The path, and what was and is there, each on a line of its own where there is little room. */
export function describeField(field: DriftedField, style: Style): { path: string; values: string[] } {
  const { path, direction, sensitive } = field;
  const shown = (value: DriftedField['before']) =>
    value === undefined ? 'nothing' : clean(JSON.stringify(value), style);
  const [ours, theirs] = [shown(field.after), shown(field.before)];
  const list = path.slice(0, -1).join('.');
  if (isUnordered(list)) {
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

/** Who did it and when. */
export function deedText({ by, at }: Deed): string {
  return `by ${actorText(by)} on ${timeText(at).replace(/:\d\d$/, '')} UTC`;
}
