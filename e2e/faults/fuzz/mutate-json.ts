// Spoils data as JSON knows it: types, sizes, keys, depth.
import type { Chance } from './chance.ts';
import { hostileTexts, oddCharacters } from './odd-text.ts';

type Json = unknown;
type Mutation = (value: Json, chance: Chance) => Json;

const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  '-1',
  'length',
];

const oddValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  Number.MIN_VALUE,
  '',
  '0',
  'null',
  [],
  {},
  [[]],
  [null],
  { '': {} },
  '2026-02-30T25:61:61Z',
  'x'.repeat(300),
  'x'.repeat(20_000),
];

/** On both sides of the limits of depth. */
const heights = [3, 30, 49, 52, 70, 110] as const;
/** Indented it has 160 KB, so it is rare; what is far deeper is among the absurd cases. */
const GREAT_HEIGHT = 400;

/** @returns a tower of so many lists or objects */
function tower(depth: number, key?: string): Json {
  let value: Json = null;
  for (let level = 0; level < depth; level++) value = key === undefined ? [value] : { [key]: value };
  return value;
}

const isMap = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property even where the name is that of the prototype. */
const withEntries = (entries: readonly (readonly [string, Json])[]): Json => Object.fromEntries(entries);

const mutations: readonly Mutation[] = [
  (_, chance) => chance.pick(oddValues),
  (_, chance) => chance.pick([chance.pick(hostileTexts), chance.pick(oddCharacters)]),
  (value, chance) => {
    if (typeof value !== 'string') return `${JSON.stringify(value) ?? ''}`;
    const at = chance.below(value.length + 1);
    return value.slice(0, at) + chance.pick([...hostileTexts, ...oddCharacters]) + value.slice(at);
  },
  (_, chance) => {
    const height = chance.happens(0.02) ? GREAT_HEIGHT : chance.pick(heights);
    return tower(height, chance.pick([undefined, 'a', '__proto__']));
  },
  (value) => [value],
  (value, chance) => ({ [chance.pick(oddKeys)]: value }),
  (value, chance) => (typeof value === 'number' ? value + chance.pick([1, -1, 0.5, 1e9, -1e18]) : value),
  (value, chance) => {
    if (Array.isArray(value)) return value.filter(() => chance.happens(0.6));
    return isMap(value) ? withEntries(Object.entries(value).filter(() => chance.happens(0.8))) : value;
  },
  (value, chance) => {
    if (Array.isArray(value)) return [...value, ...value, ...value];
    if (!isMap(value)) return value;
    return withEntries([...Object.entries(value), [chance.pick(oddKeys), chance.pick(oddValues)]]);
  },
  (value, chance) => {
    if (!isMap(value)) return value;
    const entries = Object.entries(value);
    const renamed = chance.below(entries.length);
    return withEntries(
      entries.map(([key, part], index) => [index === renamed ? chance.pick(oddKeys) : key, part]),
    );
  },
];

/** Changes one part, somewhere. */
function mutateOnce(value: Json, chance: Chance): Json {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (parts.length === 0 || chance.happens(0.15)) return chance.pick(mutations)(value, chance);
  const chosen = chance.below(parts.length);
  const changed = parts.map(
    ([key, part], index) => [key, index === chosen ? mutateOnce(part, chance) : part] as const,
  );
  return Array.isArray(value) ? changed.map(([, part]) => part) : withEntries(changed);
}

/** Makes one mutation, or a few. @param value is left as it is */
export function mutateJson(value: Json, chance: Chance): Json {
  let mutated = value;
  for (let left = chance.pick([1, 1, 2, 5]); left > 0; left--) mutated = mutateOnce(mutated, chance);
  return mutated;
}
