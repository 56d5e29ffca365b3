// Provenance accounts for everything that the layers say, and for nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyFile } from '../load/yaml-file.ts';
import type { Block } from '../validate/declared-connection.ts';
import { extend } from '../validate/extend.ts';
import { type Provenance, provenanceOf } from './provenance.ts';

type Value = Readonly<Record<string, unknown>>;

/** A connection over profiles `0`, `1`, … of which later ones count more. */
function explained(own: Value, ...profiles: readonly Value[]): Provenance & { value: Value } {
  const file = emptyFile('flowlink.yaml');
  const blocks = profiles.map((value, index): [string, Block] => [
    String(index),
    { file, path: ['profiles', String(index)], profile: String(index), value },
  ]);
  const value = { ...own, extends: blocks.map(([name]) => name) };
  const extended = extend({ file, path: ['connections', 'acme'], value }, new Map(blocks));
  return { ...provenanceOf(extended), value: extended.value };
}

test('a null counts for what is below it and not for what is above', () => {
  const { fields, removed } = explained(
    { a: { x: 1, w: null } },
    { a: { x: 3, y: 4, z: { deep: [5] } }, b: 6 },
    { a: null, b: null },
    { a: { x: 2 } },
  );
  const short = ({
    path,
    value,
    origin,
  }: {
    path: readonly string[];
    value?: unknown;
    origin: { profile?: string };
  }) => [path.join('.'), value, origin.profile].filter((part) => part !== undefined);
  expect(fields.map(short)).toEqual([['a.x', 1]]);
  expect(fields[0]?.overridden.map(short)).toEqual([
    ['a.x', 2, '2'],
    ['a.x', 3, '0'],
  ]);
  expect(removed.map((removal) => [short(removal), removal.overridden.map(short)])).toEqual([
    [['a.w'], []],
    [['a.y', '1'], [['a.y', 4, '0']]],
    [['a.z', '1'], [['a.z.deep', [5], '0']]],
    [['b', '1'], [['b', 6, '0']]],
  ]);
});

/** Keys are maps or not, the same in every layer, as the schema makes them. */
const scalar = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(null), fc.constant(['x', 'y']));
const inner = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const map = fc.record({ x: scalar, m: fc.oneof(inner, fc.constant(null)) }, { requiredKeys: [] });
const layer = fc.record(
  { s: scalar, t: scalar, m: fc.oneof(map, fc.constant(null)), n: fc.oneof(map, fc.constant(null)) },
  { requiredKeys: [] },
);

/** Scalars and lists by their path. */
function leavesOf(value: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

test('the fields are the values of the connection, and every value that was said is accounted for once', () => {
  fc.assert(
    fc.property(layer, fc.array(layer, { maxLength: 4 }), (own, profiles) => {
      const { fields, removed, value } = explained(own, ...profiles);
      const sorted = (entries: [string, unknown][]) => entries.map((entry) => JSON.stringify(entry)).sort();
      expect(sorted(fields.map(({ path, value: given }) => [path.join('.'), given]))).toEqual(
        sorted(leavesOf(value)),
      );

      const known = [...fields, ...[...fields, ...removed].flatMap(({ overridden }) => overridden)];
      const accounted = known.flatMap(({ path, value: given }): [string, unknown][] =>
        given === null ? [] : [[path.join('.'), given]],
      );
      const said = [own, ...profiles].flatMap((each) => leavesOf(each)).filter(([, given]) => given !== null);
      expect(sorted(accounted)).toEqual(sorted(said));
    }),
  );
});
