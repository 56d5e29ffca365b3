// One finding of the schema validator with everything needed to explain it.
import type { ValidationError } from '@flowlink/schema';
import type { Place, Range } from '../diagnostics/diagnostic.ts';
import type { Path } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import type { FormatFinding, Platform } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import { type SchemaPart, schemasAt } from './schema-at.ts';

export interface Finding {
  readonly file: YamlFile;
  readonly error: ValidationError;
  /** Leads to the value that does not conform. */
  readonly path: Path;
  /** The parts of the schema that govern the value. */
  readonly parts: readonly SchemaPart[];
  /** The parts that govern a key below the value. */
  readonly partsBelow: (key: string) => readonly SchemaPart[];
}

/** @param schema the whole schema */
export function findingOf(file: YamlFile, schema: SchemaPart, path: Path, error: ValidationError): Finding {
  const partsAt = (to: Path) => schemasAt(schema, file.value, to);
  return { file, error, path, parts: partsAt(path), partsBelow: (key) => partsAt([...path, key]) };
}

/** The value at a path; undefined if there is none. */
export function valueAt({ file }: Pick<Finding, 'file'>, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) => (value as Record<string | number, unknown> | null | undefined)?.[segment],
    file.value,
  );
}

/** `- Orders: Modify` is a map to YAML and a line of text to whoever wrote it. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, inner] = [], ...others] = Object.entries(value);
  return others.length === 0 && typeof inner === 'string' ? `${key}: ${inner}` : undefined;
}

/** What the platform of the connection knows about the form of the value. */
export function formatFinding(finding: Finding): FormatFinding | undefined {
  const { path } = finding;
  const value = textOf(valueAt(finding, path));
  if (path[0] !== 'connections' || value === undefined) return undefined;
  const platform = valueAt(finding, [...path.slice(0, 2), 'platform']);
  const known: Readonly<Record<string, Platform | undefined>> = platforms;
  return known[String(platform)]?.checkField(path.slice(2), value);
}

/** A range in the finding's file, and the connection the finding is about. */
export function at({ file, path }: Finding, range: Range): Place & { connection?: string } {
  return { file: file.path, range, ...connectionAt(path) };
}

export function connectionAt(path: Path): { connection?: string } {
  return path[0] === 'connections' && typeof path[1] === 'string' ? { connection: path[1] } : {};
}

/** What the schema says the value is for. */
export function descriptionIn(parts: readonly SchemaPart[]): string {
  return parts.find(({ description }) => description)?.description ?? '';
}

/** An example that the schema gives. */
export function exampleIn(parts: readonly SchemaPart[]): string | undefined {
  const example = parts.find(({ examples }) => examples)?.examples?.[0];
  return typeof example === 'string' ? example : undefined;
}

export const quote = (text: unknown): string => `“${String(text)}”`;

/** Where a path leads, in words: “in connection “acme””. */
export function inside(path: Path): string {
  if (path.length === 0) return 'at the top level';
  if (path[0] === 'connections' && path.length === 2) return `in connection ${quote(path[1])}`;
  return `in ${quote(path.at(-1))}`;
}

/** What a path leads to, as the subject of a sentence. */
export function subject(path: Path): string {
  const key = path.at(-1);
  return typeof key === 'number' ? `Item ${key + 1} of ${quote(path.at(-2))}` : quote(key);
}
