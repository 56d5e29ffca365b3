// Lets connections take over profiles: maps are merged, everything else is replaced, and null removes a key.
import { isName } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { isEnough } from '../diagnostics/first-errors.ts';
import { firstFew } from '../diagnostics/first-few.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { keyRange, type Path, valueRange } from '../load/nodes.ts';
import { isPlainMap } from '../load/plain-map.ts';
import { inCircles } from './circles.ts';
import type { Block } from './declared-connection.ts';

/** Nobody needs so many, and every connection would be put together from each of thousands. */
const MAX_LAYERS = 250;

/** How many profiles a message names. */
const NAMED = 20;

/** The profiles of all files by name. */
export type Profiles = ReadonlyMap<string, Block>;

/** All layers together without `extends`, and the layers, what counts least last. */
export interface Extended {
  readonly value: Readonly<Record<string, unknown>>;
  readonly layers: readonly [Block, ...Block[]];
}

/** The names that a block extends, in the order in which it says so. */
export function extendedBy({ value: { extends: names } }: Block): readonly string[] {
  if (typeof names === 'string') return [names];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/**
 * Takes over what a block extends, and what that extends. Whatever stands later in `extends` counts more, the block itself
 * most. Profiles that do not exist or extend themselves are left out: `checkExtends` reports them.
 */
export function extend(block: Block, profiles: Profiles): Extended {
  const layers = layersOf(block, profiles);
  const { extends: _names, ...rest } = layers
    .map(({ value }) => value)
    .reduceRight((base, over) => merge(base, over));
  return { value: withoutNulls(rest), layers };
}

/**
 * A block and all that it takes over, what counts most first. What is reached in several ways stands once, where it counts
 * most: it says the same further down, and would be overridden there.
 */
function layersOf(block: Block, profiles: Profiles): readonly [Block, ...Block[]] {
  const below = new Set<Block>();
  const pending = profilesOf(block, profiles);
  for (let next = pending.pop(); next && below.size <= MAX_LAYERS; next = pending.pop()) {
    if (next === block || below.has(next)) continue;
    below.add(next);
    pending.push(...profilesOf(next, profiles));
  }
  return [block, ...below];
}

function profilesOf(block: Block, profiles: Profiles): Block[] {
  return extendedBy(block).flatMap((name) => profiles.get(name) ?? []);
}

/** A null stays for now: it also removes what a layer further down gives. */
function merge(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isPlainMap(value) && isPlainMap(before) ? merge(before, value) : value;
  }
  return merged;
}

function withoutNulls(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      if (child === null) return [];
      return [[key, isPlainMap(child) ? withoutNulls(child) : child]];
    }),
  );
}

/** Whether a block takes over more than a connection can be put together from: then its layers are only some. */
export const hasTooManyLayers = ({ layers }: Pick<Extended, 'layers'>): boolean =>
  layers.length > MAX_LAYERS + 1;

/** @param block a connection that has too many */
export function tooManyLayers({ file, path }: Block): Diagnostic {
  return diagnostic('invalid-value', {
    file: file.path,
    range: valueRange(file, [...path, 'extends']),
    connection: String(path.at(-1)),
    detail: `The connection takes over more than ${MAX_LAYERS} profiles, directly or through others.`,
    fix: 'Put what they say into a few profiles.',
  });
}

/** What is wrong with the `extends` of connections and profiles, each at its place. */
export function checkExtends(blocks: readonly Block[], profiles: Profiles): Diagnostic[] {
  const circular = inCircles(profiles.values(), (block) => profilesOf(block, profiles));
  const names = [...profiles.keys()];
  const known =
    names.length === 0 ? 'No file has any under `profiles`.' : `Known: ${firstFew(names, NAMED)}.`;
  const found: Diagnostic[] = [];
  for (const block of [...blocks, ...profiles.values()]) {
    for (const unknown of unknownProfiles(block, profiles)) {
      // Comparing names takes longest, and nobody sees what is behind the first thousand.
      const similar = isEnough(found.length) ? undefined : nearest(unknown.name, names);
      found.push(unknownProfile(block, unknown, known, similar));
    }
    if (circular.has(block)) found.push(cycle(block));
  }
  return found;
}

interface UnknownProfile {
  readonly name: string;
  /** Leads to it in the file. */
  readonly path: Path;
}

function unknownProfiles(block: Block, profiles: Profiles): UnknownProfile[] {
  return extendedBy(block).flatMap((name, index) => {
    // What cannot be a name is reported as that.
    if (profiles.has(name) || !isName(name)) return [];
    const path = [...block.path, 'extends', ...(Array.isArray(block.value.extends) ? [index] : [])];
    return [{ name, path }];
  });
}

function unknownProfile(
  block: Block,
  { name, path }: UnknownProfile,
  known: string,
  similar: string | undefined,
): Diagnostic {
  return diagnostic('unknown-profile', {
    file: block.file.path,
    range: valueRange(block.file, path),
    ...(block.profile === undefined ? { connection: String(block.path.at(-1)) } : {}),
    detail: `There is no profile “${name}”. ${known}`,
    fix: similar ? `Did you mean “${similar}”?` : 'Add it under `profiles`, or extend another one.',
  });
}

function cycle({ file, path, profile }: Block): Diagnostic {
  return diagnostic('profile-cycle', {
    file: file.path,
    range: keyRange(file, [...path, 'extends']),
    detail: `The profile “${profile}” extends itself, directly or through other profiles.`,
    fix: 'Let one of them stand for itself.',
  });
}
