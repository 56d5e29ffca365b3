// Says in a few words what values a JSON Schema admits.
import { code } from './markdown.ts';

/** A JSON Schema, or a part of one. */
// biome-ignore lint/suspicious/noExplicitAny: schemas are read as data
export type Schema = Record<string, any>;

/** Where a definition is explained: text to show and the target of the link. */
export type Link = (reference: string) => Place;

export interface Place {
  readonly text: string;
  readonly target: string;
  /** What the definition says of itself. */
  readonly description?: string;
}

/** Long enumerations stand in a list of their own. */
const elsewhere: Readonly<Record<string, string>> = {
  Scope: '[a scope](configuration.md#scopes)',
  BigcommerceAction: '[an action](configuration.md#actions)',
};

export function typeOf(schema: Schema, link: Link): string {
  const known = elsewhere[schema.title ?? ''];
  if (known) return known;
  if (schema.$ref) {
    const { text, target } = link(schema.$ref);
    return `[${text}](${target})`;
  }
  if ('const' in schema) return code(JSON.stringify(schema.const));
  if (schema.enum) return oneOf(schema.enum.map((value: unknown) => code(String(value))));
  if (schema.oneOf) return oneOf(schema.oneOf.map((form: Schema) => typeOf(form, link)));
  const types: string[] = [schema.type ?? 'any value'].flat();
  return oneOf(
    types.filter((type) => !isForReference(type, types, schema)).map((type) => named(type, schema, link)),
  );
}

function named(type: string, schema: Schema, link: Link): string {
  if (type === 'array') return schema.items ? `list of ${plural(schema.items, link)}` : 'list';
  if (type === 'object' && typeof schema.additionalProperties === 'object') {
    return `map of ${plural(schema.additionalProperties, link)}`;
  }
  if (type === 'string') return schema.format === 'date-time' ? 'time' : 'string';
  if (type === 'integer') return `integer${range(schema)}`;
  return type;
}

/** Objects without a name of their own are described in the rows that follow. */
function plural(schema: Schema, link: Link): string {
  return schema.type === 'object' && schema.properties
    ? 'objects'
    : typeOf(schema, link).replace(/^an? /, '');
}

function range({ minimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  return minimum === undefined ? '' : `, at least ${minimum}`;
}

/** Wherever a number or a boolean may stand in a file, so may a reference: that is said once and not in every row. */
function isForReference(type: string, types: readonly string[], { pattern }: Schema): boolean {
  return type === 'string' && types.length > 1 && String(pattern).startsWith('^\\$\\{env:');
}

function oneOf(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
