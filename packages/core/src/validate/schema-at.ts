// Finds the part of the configuration schema that governs a place in a document, to explain what is allowed there.
import type { Path } from '../load/nodes.ts';
import { isPlainMap } from '../load/plain-map.ts';

/** A JSON Schema or a part of one. */
export interface SchemaPart {
  readonly [keyword: string]: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
}

/**
 * All parts of the schema that apply to the value at a path: conditions are weighed against the document.
 *
 * @param root the whole schema @param document the document as plain data @param path leads to the value
 */
export function schemasAt(root: SchemaPart, document: unknown, path: Path): SchemaPart[] {
  let parts = expand(root, root, document);
  let value = document;
  for (const segment of path) {
    value =
      isPlainMap(value) || Array.isArray(value) ? (value as Record<string, unknown>)[segment] : undefined;
    parts = parts.flatMap((part) => child(part, segment)).flatMap((part) => expand(root, part, value));
  }
  return parts;
}

/** The keys that the parts name, in their order; the first part that names a key places it. */
export function keysOf(parts: readonly SchemaPart[]): string[] {
  return [...new Set(parts.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function child(part: SchemaPart, segment: string | number): SchemaPart[] {
  if (typeof segment === 'number') return isPlainMap(part.items) ? [part.items] : [];
  const named = part.properties?.[segment];
  if (named) return [named];
  return isPlainMap(part.additionalProperties) ? [part.additionalProperties] : [];
}

/** A part with its reference followed and the conditions that hold added. */
function expand(root: SchemaPart, part: SchemaPart, value: unknown): SchemaPart[] {
  const { $ref, allOf, ...own } = part;
  const target = typeof $ref === 'string' ? definition(root, $ref) : undefined;
  const branches = Array.isArray(allOf) ? (allOf as SchemaPart[]) : [];
  return [
    own,
    ...(target ? expand(root, target, value) : []),
    ...branches
      .filter((branch) => !('if' in branch) || holds(branch.if as SchemaPart, value))
      .flatMap((branch) => expand(root, (branch.then as SchemaPart | undefined) ?? branch, value)),
  ];
}

function definition(root: SchemaPart, ref: string): SchemaPart | undefined {
  const defs = root.$defs as Record<string, SchemaPart> | undefined;
  return defs?.[ref.replace('#/$defs/', '')];
}

/** Conditions in our schemas ask which keys there are, and compare one with a constant or a pattern. */
function holds(condition: SchemaPart, value: unknown): boolean {
  if (!isPlainMap(value)) return false;
  const { required = [], not, properties = {} } = condition;
  if (isPlainMap(not) && holds(not, value)) return false;
  if (!(required as string[]).every((key) => key in value)) return false;
  return Object.entries(properties).every(
    ([key, expected]) => !(key in value) || equals(expected, value[key]),
  );
}

function equals({ const: constant, pattern }: SchemaPart, value: unknown): boolean {
  if (typeof pattern !== 'string') return constant === value;
  return typeof value === 'string' && new RegExp(pattern).test(value);
}
