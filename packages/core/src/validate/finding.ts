// One finding of the schema validator with everything needed to explain it.
import type { ValidationError } from '@flowlink/schema';
import type { Place } from '../diagnostics/diagnostic.ts';
import { keyRange, type Path, valueRange } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import type { FormatFinding, Platform } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import { type SchemaPart, schemasAt } from './schema-at.ts';

/** A node of a document. */
export interface Site {
  readonly file: YamlFile;
  readonly path: Path;
}

/** What was validated: the data, the schema it was held against, and where each part of it stands. */
export interface Subject {
  readonly schema: SchemaPart;
  readonly value: unknown;
  readonly siteOf: (path: Path) => Site;
}

export interface Finding extends Subject {
  readonly error: ValidationError;
  /** Leads to the value that does not conform. */
  readonly path: Path;
  /** The parts of the schema that govern the value. */
  readonly parts: readonly SchemaPart[];
  /** The parts that govern a key below the value. */
  readonly partsBelow: (key: string) => readonly SchemaPart[];
}

export function findingOf(subject: Subject, path: Path, error: ValidationError): Finding {
  const partsAt = (to: Path) => schemasAt(subject.schema, subject.value, to);
  return { ...subject, error, path, parts: partsAt(path), partsBelow: (key) => partsAt([...path, key]) };
}

/** The value at a path; undefined if there is none. */
export function valueAt({ value: root }: Pick<Finding, 'value'>, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) => (value as Record<string | number, unknown> | null | undefined)?.[segment],
    root,
  );
}

/** `- Orders: Modify` is a map to YAML and a line of text to whoever wrote it. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [[key, inner] = [], ...others] = Object.entries(value);
  return others.length === 0 && typeof inner === 'string' ? `${key}: ${inner}` : undefined;
}

/** None for what only looks like a name, such as `toString` or a map. */
function platformOf(named: unknown): readonly Platform[] {
  return Object.entries(platforms).flatMap(([name, platform]) => (name === named ? [platform] : []));
}

/** What the platform of the connection, or any platform if it is not said, knows about the form of the value. */
export function formatFinding(finding: Finding): FormatFinding | undefined {
  const { path } = finding;
  const value = textOf(valueAt(finding, path));
  if (!['connections', 'profiles'].includes(String(path[0])) || value === undefined) return undefined;
  const named = valueAt(finding, [...path.slice(0, 2), 'platform']);
  for (const platform of named === undefined ? Object.values(platforms) : platformOf(named)) {
    const found = platform.checkField(path.slice(2), value);
    if (found) return found;
  }
  return undefined;
}

type Located = Pick<Finding, 'siteOf' | 'path'>;

/** Where a value stands. */
export function placeAt({ siteOf }: Located, path: Path): Place {
  const { file, path: at } = siteOf(path);
  return { file: file.path, range: valueRange(file, at) };
}

/** Where a value stands, and the connection the finding is about. */
export function atValue(finding: Located, path: Path): Place & { connection?: string } {
  return { ...placeAt(finding, path), ...connectionAt(finding.path) };
}

/** Where a key stands, and the connection the finding is about. */
export function atKey(finding: Located, path: Path): Place & { connection?: string } {
  const { file, path: at } = finding.siteOf(path);
  return { file: file.path, range: keyRange(file, at), ...connectionAt(finding.path) };
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
  if (path[0] === 'profiles' && path.length === 2) return `in profile ${quote(path[1])}`;
  const last = path.at(-1);
  return typeof last === 'number' ? `in item ${last + 1} of ${quote(path.at(-2))}` : `in ${quote(last)}`;
}

/** What a path leads to, as the subject of a sentence. */
export function subject(path: Path): string {
  const key = path.at(-1);
  if (key === undefined) return 'The whole document';
  return typeof key === 'number' ? `Item ${key + 1} of ${quote(path.at(-2))}` : quote(key);
}
