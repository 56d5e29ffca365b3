// Where each value of a connection comes from, as people read it.
import {
  type ExplainedConnection,
  type ExplainedField,
  type Origin,
  type Removal,
  SENSITIVE,
  type Sources,
  type Statement,
} from '@flowlink/core';
import { clean, cleanProse } from './clean.ts';
import { type FieldRow, pathRoom, renderFieldRows } from './field-table.ts';
import { wrap } from './layout.ts';
import { placeText } from './position.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;
const INDENT = '  ';
/** From here up the values of all fields stand in one column. */
const SPACIOUS = 160;

/** A connection field by field: its value, its origin, and below it what that overrides. */
export function renderResolved(
  { name, place, extends: profiles, fields, removed }: ExplainedConnection,
  sources: Sources,
  style: Style,
): string {
  const { paint } = style;
  const rows = [
    ...fields.map((field) => fieldRow(field, sources)),
    ...removed.map((removal) => removalRow(removal, sources)),
  ].map((row) => cleanRow(row, style));
  const extending = profiles.length === 0 ? [] : [clean(`# extends ${profiles.join(', ')}`, style)];
  return [
    `${paint.strong(clean(name, style))}  ${paint.quiet(clean(originText(place, sources), style))}`,
    ...extending
      .flatMap((text) => wrap(text, Math.min(style.width, PROSE_WIDTH) - INDENT.length))
      .map((line) => INDENT + paint.quiet(line)),
    ...renderFieldRows(rows, style, {
      indent: '',
      maxPathWidth: pathWidth(fields, style),
      allPositions: true,
    }),
    '',
  ].join('\n');
}

/** Unless there is plenty of room, values and origins need it more than the long paths of workflows do. */
function pathWidth(fields: readonly ExplainedField[], style: Style): number {
  if (style.width >= SPACIOUS) return pathRoom(style);
  return Math.max(
    0,
    ...fields.map(({ path: [field = '', ...below] }) => (below.length > 0 ? 0 : field.length)),
  );
}

function fieldRow(field: ExplainedField, sources: Sources): FieldRow {
  return {
    kind: 'none',
    path: field.path.join('.'),
    values: [shownValue(field)],
    isList: Array.isArray(field.declared),
    note: variablesNote(field),
    position: originText(field.origin, sources),
    below: field.overridden.map(({ value, origin }) => {
      const what = value === null ? 'its removal by' : `${declaredText(value)} from`;
      return `overrides ${what} ${originText(origin, sources)}`;
    }),
  };
}

function removalRow({ path, origin, overridden }: Removal, sources: Sources): FieldRow {
  return {
    kind: 'remove',
    path: path.join('.'),
    values: ['(removed here)'],
    isList: false,
    note: overridden.length === 0 ? 'no profile gives it' : '',
    position: originText(origin, sources),
    below: overridden.map((statement) => givenText(statement, path.length, sources)),
  };
}

/** @param depth of the key that was removed: what was below it is named */
function givenText({ path, value, origin }: Statement, depth: number, sources: Sources): string {
  const { profile, ...place } = origin;
  const below = path.slice(depth).join('.');
  const giver = profile === undefined ? 'the connection' : `profile ${profile}`;
  return `${giver} gives ${below === '' ? '' : `${below}: `}${declaredText(value)}, ${originText(place, sources)}`;
}

/** `profile retail, flowlink.yaml:9:30`. */
function originText({ profile, ...place }: Origin, sources: Sources): string {
  const position = placeText(place, sources);
  return profile === undefined ? position : `profile ${profile}, ${position}`;
}

/** As it will be on the backend, or the reference while a variable behind it is missing. */
function shownValue({ declared, value, isSecret, variables }: ExplainedField): string {
  const missing = missingNames(variables);
  if (missing.length > 0) {
    return `${declaredText(declared)} (${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set)`;
  }
  if (isSecret) return SENSITIVE;
  return Array.isArray(value) ? listText(value) : JSON.stringify(value);
}

function variablesNote({ variables }: ExplainedField): string {
  if (missingNames(variables).length > 0) return '';
  const used = distinctNames(variables.filter(({ isDefault }) => !isDefault));
  const defaults = variables
    .filter(({ isDefault }) => isDefault)
    .map(({ env, isSet }) => `default, ${env} is ${isSet ? 'empty' : 'not set'}`);
  return [...(used.length > 0 ? [`from ${used.join(', ')}`] : []), ...new Set(defaults)].join('; ');
}

function missingNames(variables: ExplainedField['variables']): string[] {
  return distinctNames(variables.filter(({ isSet, isDefault }) => !isSet && !isDefault));
}

function distinctNames(variables: ExplainedField['variables']): string[] {
  return [...new Set(variables.map(({ env }) => env))];
}

/** As it stands in the file; a reference goes without quotation marks, which tells it from a value. */
function declaredText(value: unknown): string {
  if (Array.isArray(value)) return listText(value);
  return typeof value === 'string' && value.includes('${') ? value : JSON.stringify(value);
}

function listText(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ');
}

function cleanRow({ path, values, note, position, below = [], ...row }: FieldRow, style: Style): FieldRow {
  return {
    ...row,
    path: clean(path, style),
    values: values.map((value) => clean(value, style)),
    note: cleanProse(note, style),
    position: clean(position, style),
    below: below.map((remark) => clean(remark, style)),
  };
}
