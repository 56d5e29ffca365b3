// Field differences as rows of a plan: what happens to which field, its values, and what is to be noted.
import { type Change, type FieldChange, fieldMarks } from '@flowlink/schema';
import { clean } from './clean.ts';
import type { FieldRow } from './field-table.ts';
import type { Style } from './style.ts';

const SENSITIVE_VALUE = '(sensitive value)';

/** A row, and the field that it stands for; of the members of a list, the first. */
export interface ChangedRow extends FieldRow {
  readonly kind: FieldChange['kind'];
  readonly field: FieldChange;
}

/** The rows of a change, in the order of its fields. */
export function fieldRows(change: Change, style: Style): ChangedRow[] {
  const groups = Map.groupBy(change.fields, (field) =>
    isMember(field)
      ? JSON.stringify([listOf(field), field.kind, noteOn(field, change)])
      : field.path.join('\0'),
  );
  return [...groups.values()].flatMap((fields) => {
    const [first] = fields;
    if (!first) return [];
    const member = isMember(first);
    return {
      kind: first.kind,
      field: first,
      path: clean(member ? listOf(first) : first.path.join('.'), style),
      values: (member ? [fields.map(lastKey).join(', ')] : valuesOf(first)).map((value) =>
        clean(value, style),
      ),
      isList: member,
      note: clean(noteOn(first, change), style),
      position: clean(isTelling(first, change) ? positionText(first.position) : '', style),
    };
  });
}

/** `file:line:column`. */
export function positionText(position: Change['position']): string {
  return position ? `${position.file}:${position.line}:${position.column}` : '';
}

/** All fields of a new connection stand together in its block, unless a profile in another file gives them. */
function isTelling({ position }: FieldChange, change: Change): boolean {
  return change.action !== 'create' || position?.file !== change.position?.file;
}

function isMember(field: FieldChange): boolean {
  return Object.values(fieldMarks).some(({ unordered }) => unordered.includes(listOf(field)));
}

function listOf({ path }: FieldChange): string {
  return path.slice(0, -1).join('.');
}

function lastKey({ path }: FieldChange): string {
  return path.at(-1) ?? '';
}

function valuesOf({ sensitive, before, after }: FieldChange): string[] {
  if (sensitive) return [SENSITIVE_VALUE];
  return [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
}

function noteOn(field: FieldChange, change: Change): string {
  return [
    ...(field.forces_replacement ? ['forces replacement'] : []),
    ...secretNote(field, change),
    ...driftNote(field),
  ].join('; ');
}

function secretNote({ sensitive, kind, path, direction }: FieldChange, { secrets }: Change): string[] {
  const env = sensitive ? secrets[path.join('.')]?.env : undefined;
  if (env === undefined) return [];
  return [kind === 'change' && direction !== 'backend' ? `rotated, from ${env}` : `from ${env}`];
}

/** Says what happened on the backend, seen from there: a field to add is one that was removed. */
function driftNote({ direction, kind }: FieldChange): string[] {
  switch (direction) {
    case 'config':
      return [];
    case 'conflict':
      return ['conflict: changed on both sides'];
    case 'backend': {
      const happened = { add: 'removed', remove: 'added', change: 'changed' }[kind];
      return [`drift: ${happened} on the backend`];
    }
  }
}
