// The rows of a table for the properties of an object, those of objects inside it included.
import { code } from './markdown.ts';
import { type Link, type Schema, typeOf } from './schema-type.ts';

export interface PropertyRow {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** @param prefix the path that leads to the object */
export function propertyRows(schema: Schema, link: Link, prefix = ''): PropertyRow[] {
  const required: readonly string[] = schema.required ?? [];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const row = { name, type: typeOf(property, link), required: required.includes(key), schema: property };
    return [row, ...inside(property, name).flatMap(([part, path]) => propertyRows(part, link, path))];
  });
}

/** Objects that have no name of their own, with the path that leads to their properties. */
function inside(schema: Schema, name: string): [Schema, string][] {
  if (schema.properties) return [[schema, `${name}.`]];
  if (schema.items?.properties) return [[schema.items, `${name}[].`]];
  return [];
}

/** Name, type, whether it is always there, and meaning. */
export function documentRows(schema: Schema, link: Link): string[][] {
  return propertyRows(schema, link).map(({ name, type, required, schema: property }) => [
    code(name),
    type,
    required ? 'yes' : '',
    describe(property, link),
  ]);
}

/** What a property says of itself, or what the definition says that it refers to. */
function describe({ description, $ref, items }: Schema, link: Link): string {
  return description ?? ($ref ? link($ref).description : items?.description) ?? '';
}
