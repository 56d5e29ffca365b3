// Turns a schema into that of a part of it: nothing is required, and null stands for “without this key”.
import type { Json, Schema } from './sources.ts';

/**
 * @param schema of an object whose values are scalars, lists, maps or references to definitions
 * @param parts the definitions that have a partial form, each with its name
 */
export function asProfile(schema: Schema, parts: Readonly<Record<string, string>>): Schema {
  const { required: _required, default: _default, ...rest } = schema;
  const children = (properties: Schema) =>
    Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nullable(value, parts)]));
  return {
    ...rest,
    ...(rest.properties ? { properties: children(rest.properties) } : {}),
    ...(typeof rest.additionalProperties === 'object'
      ? { additionalProperties: nullable(rest.additionalProperties, parts) }
      : {}),
    // What a condition adds to an object is as partial as the object.
    ...(rest.allOf
      ? {
          allOf: rest.allOf.map((branch: Schema) =>
            // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
            'then' in branch ? { ...branch, then: asProfile(branch.then, parts) } : branch,
          ),
        }
      : {}),
  };
}

function nullable(schema: Json, parts: Readonly<Record<string, string>>): Schema {
  if ('const' in schema) return schema;
  if ('$ref' in schema) return { ...schema, $ref: parts[schema.$ref] ?? schema.$ref };
  const own = 'properties' in schema || 'additionalProperties' in schema ? asProfile(schema, parts) : schema;
  const { default: _default, ...rest } = own;
  return {
    ...rest,
    ...(rest.type ? { type: [rest.type, 'null'].flat() } : {}),
    ...(rest.enum ? { enum: [...rest.enum, null] } : {}),
  };
}
