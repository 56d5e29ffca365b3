// What adopting leaves for people to decide, each with the ways to go on.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { DriftedConnection, DriftedField } from './drift.ts';

export function leftAlone(connection: DriftedConnection): Diagnostic[] {
  const { name, place, renamedTo, deleted, fields } = connection;
  const about = { ...place, connection: name };
  return [
    ...(renamedTo
      ? [
          diagnostic('not-adopted', {
            ...about,
            detail: `“${name}” was renamed to “${renamedTo.name}” on the backend.`,
            fix: `To follow, call it “${renamedTo.name}” here too. To call it “${name}” again, apply.`,
          }),
        ]
      : []),
    ...(deleted
      ? [
          diagnostic('not-adopted', {
            ...about,
            detail: `“${name}” was deleted on the backend.`,
            fix: 'To follow, delete it here too. To create it again, apply.',
          }),
        ]
      : []),
    ...fields.flatMap((field) => fieldLeft(name, field, connection)),
  ];
}

function fieldLeft(name: string, field: DriftedField, { sides }: DriftedConnection): Diagnostic[] {
  const { path, direction, sensitive, place } = field;
  const about = { ...place, connection: name };
  const dotted = path.join('.');
  if (direction === 'config') return [];
  if (sensitive) {
    const variable = sides?.want.secrets[dotted]?.env ?? 'its variable';
    const detail = `“${dotted}” is another one on the backend, which gives no secret back.`;
    const fix = `Set ${variable} to the new value, or apply to put the old one back.`;
    return [diagnostic('not-adopted', { ...about, detail, fix })];
  }
  if (direction !== 'conflict') return [];
  return [
    diagnostic('not-adopted', {
      ...about,
      detail: `“${dotted}” was changed on both sides since the last apply, to ${shown(field.after)} here and to ${shown(field.before)} on the backend.`,
      fix: 'Write the one that is right here, and apply.',
    }),
  ];
}

function shown(value: DriftedField['before']): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
