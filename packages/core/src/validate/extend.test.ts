// What connections take over from profiles, by example and as laws.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyFile, parseYaml } from '../load/yaml-file.ts';
import { declareConnections } from './declare-connections.ts';
import type { Block } from './declared-connection.ts';
import { checkExtends, extend, extendedBy, type Profiles } from './extend.ts';

type Value = Readonly<Record<string, unknown>>;

const file = emptyFile('flowlink.yaml');

function profilesOf(values: Readonly<Record<string, Value>>): Profiles {
  return new Map(
    Object.entries(values).map(([profile, value]): [string, Block] => [
      profile,
      { file, path: ['profiles', profile], profile, value },
    ]),
  );
}

const blockOf = (value: Value): Block => ({ file, path: ['connections', 'acme'], value });

function extended(own: Value, profiles: Readonly<Record<string, Value>> = {}) {
  const { value, layers } = extend(blockOf(own), profilesOf(profiles));
  return { value, layers: layers.map(({ profile }) => profile ?? 'own') };
}

describe('a connection', () => {
  test('takes over what it does not say itself', () => {
    const retail = { protect: true, workflows: { stock: { action: 'set_inventory' } } };
    const { value, layers } = extended({ extends: 'retail', protect: false }, { retail });
    expect(value).toEqual({ protect: false, workflows: { stock: { action: 'set_inventory' } } });
    expect(layers).toEqual(['own', 'retail']);
  });

  test('merges maps at every depth, and replaces lists and scalars', () => {
    const retail = {
      scopes: ['a', 'b'],
      workflows: { orders: { action: 'get_orders', parameters: { limit: 50, create_shipments: true } } },
    };
    const own = {
      extends: ['retail'],
      scopes: ['c'],
      workflows: { orders: { parameters: { limit: 10 } }, stock: { action: 'set_inventory' } },
    };
    expect(extended(own, { retail }).value).toEqual({
      scopes: ['c'],
      workflows: {
        orders: { action: 'get_orders', parameters: { limit: 10, create_shipments: true } },
        stock: { action: 'set_inventory' },
      },
    });
  });

  test('removes with null, whatever it is', () => {
    const retail = {
      protect: true,
      scopes: ['a'],
      workflows: { stock: { action: 'x' }, orders: { action: 'y' } },
    };
    const own = { extends: 'retail', protect: null, scopes: null, workflows: { stock: null }, absent: null };
    expect(extended(own, { retail }).value).toEqual({ workflows: { orders: { action: 'y' } } });
  });

  test('counts later profiles more', () => {
    const profiles = { a: { limit: 1, from: 'a' }, b: { limit: 2 }, c: { limit: 3, last: 'c' } };
    expect(extended({ extends: ['a', 'b', 'c'] }, profiles)).toEqual({
      value: { limit: 3, from: 'a', last: 'c' },
      layers: ['own', 'c', 'b', 'a'],
    });
    expect(extended({ extends: ['c', 'b'] }, profiles).value).toEqual({ limit: 2, last: 'c' });
  });

  test('takes over what profiles extend', () => {
    const profiles = {
      base: { limit: 1, from: 'base', deep: 'base' },
      retail: { extends: 'base', limit: 2, from: 'retail' },
      fast: { extends: ['retail'], limit: 3 },
    };
    expect(extended({ extends: 'fast' }, profiles)).toEqual({
      value: { limit: 3, from: 'retail', deep: 'base' },
      layers: ['own', 'fast', 'retail', 'base'],
    });
  });

  test('counts a profile that is reached twice where it counts most', () => {
    const profiles = {
      base: { limit: 1, from: 'base' },
      a: { extends: 'base', limit: 2 },
      b: { extends: 'base', from: 'b' },
    };
    expect(extended({ extends: ['a', 'b'] }, profiles)).toEqual({
      value: { limit: 1, from: 'b' },
      layers: ['own', 'b', 'base', 'a'],
    });
  });

  test('does not get back what a profile removed before another one says the rest', () => {
    const profiles = {
      retail: { stock: { action: 'set_inventory', limit: 50 } },
      without: { stock: null },
      other: { extends: 'without', stock: { action: 'add_product' } },
    };
    for (const names of [
      ['retail', 'other'],
      ['retail', 'without', 'other'],
    ])
      expect(extended({ extends: names }, profiles).value).toEqual({ stock: { action: 'add_product' } });
  });

  test('leaves out what does not exist, what is no name, and what goes round in a circle', () => {
    const profiles = { a: { extends: 'b', a: 1 }, b: { extends: ['a', 'b', 'gone', 7], b: 1 } };
    expect(extended({ extends: ['gone', 'a', null] }, profiles)).toEqual({
      value: { a: 1, b: 1 },
      layers: ['own', 'a', 'b'],
    });
    expect(extendedBy(blockOf({ extends: { retail: true } }))).toEqual([]);
    const codes = checkExtends([blockOf({ extends: ['gone'] })], profilesOf(profiles)).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['unknown-profile', 'profile-cycle', 'unknown-profile', 'profile-cycle']);
  });

  test('takes no longer for profiles that are reached in a great many ways', () => {
    const names = Array.from({ length: 200 }, (_, index) => `p${index}`);
    const profiles = Object.fromEntries(
      names.map((name, index) => [
        name,
        { extends: names.slice(Math.max(index - 3, 0), index), [name]: index },
      ]),
    );
    expect(extended({ extends: 'p199' }, profiles).layers).toHaveLength(201);
    expect(checkExtends([], profilesOf(profiles))).toEqual([]);
  });
});

test('documents and files make no difference, and without profiles nothing is copied', () => {
  const declared = (...texts: readonly string[]) =>
    declareConnections(texts.flatMap((text, index) => parseYaml(`${index}.yaml`, text).documents));
  const profiles = 'profiles: { retail: { protect: true } }\n';
  const connections =
    'connections:\n  bolt: { extends: retail, store_hash: abc }\n  acme: { store_hash: def }\n';
  const apart = declared(connections, profiles);
  expect(apart.diagnostics).toEqual([]);
  for (const together of [declared(profiles + connections), declared(`${profiles}---\n${connections}`)]) {
    expect(together.connections.map(({ name, declared: value }) => [name, value])).toEqual([
      ['acme', { store_hash: 'def' }],
      ['bolt', { protect: true, store_hash: 'abc' }],
    ]);
  }
  const [acme] = apart.connections;
  expect(acme?.declared).toBe(acme?.layers[0].value);
});

/** What a block may say, under few keys so that blocks meet. */
const { value: anyValue } = fc.letrec<{ value: Value; leaf: unknown; node: unknown }>((tie) => ({
  value: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }),
  leaf: fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.constant(null),
    fc.constant(['x']),
    fc.constant(['y', 'z']),
  ),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('value')),
}));
const names = ['p', 'q', 'r', 's'] as const;
const anyNames = fc.array(fc.constantFrom(...names), { maxLength: 3 });
/** Each profile may extend those before it, so that there is no circle. */
const anyProfiles = fc
  .tuple(fc.tuple(anyValue, anyValue, anyValue, anyValue), fc.tuple(anyNames, anyNames, anyNames, anyNames))
  .map(([values, above]) =>
    Object.fromEntries(
      names.map((name, index) => [
        name,
        { ...values[index], extends: above[index]?.filter((other) => names.indexOf(other) < index) ?? [] },
      ]),
    ),
  );

/** The plainest way to say it: one after the other, what counts least first, each as often as it is reached. */
function folded(own: Value, profiles: Readonly<Record<string, Value>>): Value {
  const expand = (value: Value): Value[] => [
    ...((value.extends ?? []) as string[]).flatMap((name) => expand(profiles[name] ?? {})),
    value,
  ];
  const over = (base: unknown, top: unknown): unknown => {
    if (!isMap(base) || !isMap(top)) return top;
    const keys = [...new Set([...Object.keys(base), ...Object.keys(top)])];
    return Object.fromEntries(keys.map((key) => [key, key in top ? over(base[key], top[key]) : base[key]]));
  };
  const { extends: _names, ...rest } = expand(own).reduce<unknown>(over, {}) as Value;
  return withoutNulls(rest) as Value;
}

function withoutNulls(value: unknown): unknown {
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(child)]));
}

const isMap = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('for whatever blocks say', () => {
  test('profiles in order are laid one over the other, the block itself last', () => {
    fc.assert(
      fc.property(anyValue, anyNames, anyProfiles, (own, extending, profiles) => {
        const block = { ...own, extends: extending };
        expect(extended(block, profiles).value).toEqual(folded(block, profiles));
      }),
    );
  });

  test('a chain of profiles is the list of them', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (own, p, q) => {
        const chain = extended({ ...own, extends: 'q' }, { p, q: { ...q, extends: 'p' } });
        expect(chain).toEqual(extended({ ...own, extends: ['p', 'q'] }, { p, q }));
      }),
    );
  });

  test('taking over the same again changes nothing', () => {
    fc.assert(
      fc.property(anyValue, anyNames, anyProfiles, (own, extending, profiles) => {
        const block = { ...own, extends: extending };
        const { value } = extended(block, profiles);
        expect(extended({ ...own, extends: [...extending, ...extending] }, profiles).value).toEqual(value);
        expect(extended(value).value).toEqual(value);
      }),
    );
  });

  test('a null leaves nothing at its key, and no null is left', () => {
    fc.assert(
      fc.property(anyValue, anyNames, anyProfiles, (own, extending, profiles) => {
        const { value } = extended({ ...own, a: null, extends: extending }, profiles);
        expect(value).not.toHaveProperty('a');
        expect(value).toEqual(withoutNulls(value));
      }),
    );
  });

  test('without `extends` it is the block', () => {
    fc.assert(
      fc.property(anyValue, (own) => {
        const value = withoutNulls(own) as Value;
        expect(extended(value)).toEqual({ value, layers: ['own'] });
      }),
    );
  });
});
