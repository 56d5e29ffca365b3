// Field differences as rows of a plan: what happens to which field, its values, and what is to be noted.
import type { Change, FieldChange } from '@flowlink/schema';
import { clean } from './clean.ts';
import type { FieldRow } from './field-table.ts';
import { foldFields, type ShownField } from './fold.ts';
import { positionText } from './position.ts';
import type { Style } from './style.ts';
import { isUnordered } from './unordered.ts';

const SENSITIVE_VALUE = '(sensitive value)';

/** A row, and the field that it stands for; of the members of a list, the first. */
export interface ChangedRow extends FieldRow {
  readonly kind: FieldChange['kind'];
  readonly field: FieldChange;
}

/** The rows of a change, in the order of its fields. @param full whether long lists and maps are shown as a whole */
export function fieldRows(change: Change, style: Style, full: boolean): ChangedRow[] {
  const fields: readonly ShownField[] = full ? change.fields : foldFields(change.fields);
  const groups = Map.groupBy(fields, (field) =>
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
      values: (member
        ? [fields.map((field) => memberText(field, style)).join(', ')]
        : valuesOf(first, style)
      ).map((value) => clean(value, style)),
      isList: member,
      note: clean(noteOn(first, change), style),
      position: clean(isTelling(first, change) ? positionText(first.position) : '', style),
    };
  });
}

/** All fields of a new connection stand together in its block, unless a profile in another file gives them. */
function isTelling({ position }: FieldChange, change: Change): boolean {
  return change.action !== 'create' || position?.file !== change.position?.file;
}

function isMember(field: ShownField): boolean {
  return isUnordered(listOf(field));
}

/** What is counted only stands at the list itself. */
function listOf({ path, more }: ShownField): string {
  return (more === undefined ? path.slice(0, -1) : path).join('.');
}

function memberText({ path, more }: ShownField, style: Style): string {
  return more === undefined ? (path.at(-1) ?? '') : moreText(more, style);
}

function moreText(more: number, { signs: { ellipsis } }: Style): string {
  return `${ellipsis} and ${more} more`;
}

function valuesOf({ sensitive, before, after, more }: ShownField, style: Style): string[] {
  if (more !== undefined) return [moreText(more, style)];
  if (sensitive) return [SENSITIVE_VALUE];
  return [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
}

function noteOn(field: FieldChange, change: Change): string {
  // Of what is destroyed it matters no more who changed it.
  if (change.action === 'destroy') return '';
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
