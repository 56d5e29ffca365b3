// Turns the schema of resolved values into the schema of what a file may say: a scalar or a reference to a variable.
import type { Json, Schema } from './sources.ts';

/** Exactly one reference and no default: all that a secret field may hold. */
const BARE_REFERENCE = '^\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}$';
/** Exactly one reference: what may stand for a number or a boolean. */
const WHOLE_REFERENCE = '^\\$\\{env:[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}$';
/** A reference somewhere in a string. */
const ANY_REFERENCE = '\\$\\{env:';

/**
 * Widens every scalar so that a reference may stand in it. Enumerations and fields marked `x-literal` stay as they
 * are: other parts of the schema depend on them. Secret fields are narrowed to a bare reference.
 */
export function acceptingReferences(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(acceptingReferences);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { 'x-literal': literal, ...rest } = schema as Schema;
  if (literal || 'enum' in rest || 'const' in rest) return rest;
  if (rest['x-secret']) {
    const { minLength: _min, maxLength: _max, ...secret } = rest;
    return { ...secret, pattern: BARE_REFERENCE };
  }
  if (rest.type === 'string') {
    return 'pattern' in rest ? { ...rest, pattern: `${rest.pattern}|${ANY_REFERENCE}` } : rest;
  }
  if (rest.type === 'integer' || rest.type === 'boolean') {
    return { ...rest, type: [rest.type, 'string'], pattern: WHOLE_REFERENCE };
  }
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      ['if', 'propertyNames', 'examples', 'default', 'x-editor'].includes(key)
        ? value
        : acceptingReferences(value),
    ]),
  );
}
