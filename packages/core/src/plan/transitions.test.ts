// What a plan makes of moved, removed and imports, and of renames on the backend.
import { beforeEach, describe, expect, test } from 'vitest';
import * as byHand from '../../test/by-hand.ts';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { applied, connectionYaml, desiredFrom, planInput, planOf } from '../../test/projects.ts';
import type { Moved, Named, Transitions } from '../validate/moved-removed-imports.ts';
import { computePlan } from './plan.ts';

const variables = {
  A_ACCESS_TOKEN: 'token-a',
  B_ACCESS_TOKEN: 'token-b',
  C_ACCESS_TOKEN: 'token-c',
  S_ACCESS_TOKEN: 'token-s',
  Z_ACCESS_TOKEN: 'token-z',
};
const place = { file: 'flowlink.yaml', range: { start: 0, end: 0 } };
const named = (...names: string[]): Named[] => names.map((name) => ({ name, place }));
const renamed = (...pairs: [from: string, to: string][]): Moved[] =>
  pairs.map(([from, to]) => ({ from, to, place }));

let backend: MemoryBackend;

/** Connections by name, each with the token of its first letter's variable. */
const desired = (...names: string[]) => {
  const blocks = names.map((name) =>
    connectionYaml(name).replaceAll(
      /\$\{env:\w+_(CLIENT_ID|ACCESS_TOKEN)/g,
      `\${env:${name[0]?.toUpperCase()}_$1`,
    ),
  );
  const text = `connections:${names.length > 0 ? '' : ' {}'}\n${blocks.join('')}`;
  return desiredFrom({ 'flowlink.yaml': text }, variables);
};

async function change(names: string[], transitions: Partial<Transitions> = {}) {
  const more = { transitions: { moved: [], removed: [], imports: [], ...transitions } };
  return { input: planInput(await desired(...names), backend, more), more };
}

async function plan(names: string[], transitions: Partial<Transitions> = {}) {
  const { more } = await change(names, transitions);
  return planOf(await desired(...names), backend, more);
}

async function codes(names: string[], transitions: Partial<Transitions> = {}) {
  const { input } = await change(names, transitions);
  return computePlan(input).diagnostics.map(({ code }) => code);
}

async function apply(names: string[], transitions: Partial<Transitions> = {}) {
  return applied(await plan(names, transitions), backend, variables);
}

const renameByHand = (from: string, to: string) => byHand.renameByHand(backend, from, to);
const makeByHand = (name: string) => byHand.makeByHand(backend, name, 'a');

const ids = () => [...backend.connections].map(([name, { id }]) => [name, id]).sort();

beforeEach(async () => {
  backend = memoryBackend();
  await apply(['a', 'b']);
});

describe('moved', () => {
  test('renames, keeps the ID, and does nothing once it is done', async () => {
    const [, before] = ids().find(([name]) => name === 'a') ?? [];
    const planned = await plan(['a-us', 'b'], { moved: renamed(['a', 'a-us']) });
    // The store URL follows the name in these tests, so this is an update too.
    expect(planned.changes).toMatchObject([{ name: 'a-us', from: 'a', action: 'update' }]);
    expect(planned.changes[0]?.reason).toBe('it was called a before; the configuration changed');
    expect(planned.counts).toMatchObject({ update: 1, create: 0, destroy: 0, unchanged: 1 });
    await applied(planned, backend, variables);
    expect(ids()).toContainEqual(['a-us', before]);
    expect((await plan(['a-us', 'b'], { moved: renamed(['a', 'a-us']) })).changes).toEqual([]);
    expect((await plan(['a-us', 'b'])).changes).toEqual([]);
  });

  test('follows a chain from any of its links', async () => {
    const moved = renamed(['a', 'a-us'], ['a-us', 'a-usa']);
    expect((await plan(['a-usa', 'b'], { moved })).changes).toMatchObject([{ name: 'a-usa', from: 'a' }]);
    await apply(['a-us', 'b'], { moved: renamed(['a', 'a-us']) });
    expect((await plan(['a-usa', 'b'], { moved })).changes).toMatchObject([{ name: 'a-usa', from: 'a-us' }]);
  });

  test('destroys nothing when both names exist', async () => {
    const moved = renamed(['a', 'b']);
    expect(await codes(['b'], { moved })).toEqual(['move-conflict']);
    const transitions = { moved, removed: [], imports: [] };
    for (const target of ['a', 'b']) {
      const input = planInput(await desired('b'), backend, { transitions, targets: [target] });
      expect(computePlan(input).diagnostics.map(({ code }) => code)).toContain('move-conflict');
    }
  });

  test('leaves a connection alone that was made by hand under the new name', async () => {
    makeByHand('a-us');
    const moved = renamed(['a', 'a-us']);
    expect(await codes(['a-us', 'b'], { moved })).toEqual(['move-conflict']);
    expect(await codes(['a-us', 'b'], { moved, imports: named('a-us') })).toEqual(['move-conflict']);
  });

  test('a rename and nothing else writes no configuration', async () => {
    const connection = backend.connections.get('a');
    if (connection?.applied) {
      const url = 'https://a-us.mybigcommerce.com';
      const config = { ...connection.config, store_url: url };
      backend.connections.set('a', { ...connection, config, applied: config });
    }
    const planned = await plan(['a-us', 'b'], { moved: renamed(['a', 'a-us']) });
    expect(planned.changes).toMatchObject([{ action: 'move', fields: [], reason: 'it was called a before' }]);
    expect(planned.counts).toMatchObject({ move: 1, update: 0 });
    await applied(planned, backend, variables);
    expect((await plan(['a-us', 'b'])).changes).toEqual([]);
  });

  test('is limited by --target under either name', async () => {
    const moved = renamed(['a', 'a-us']);
    const transitions = { moved, removed: [], imports: [] };
    for (const target of ['a', 'a-us']) {
      const targets = [target];
      const { changes } = planOf(await desired('a-us', 'b'), backend, { transitions, targets });
      expect(changes).toMatchObject([{ name: 'a-us' }]);
    }
  });
});

describe('a rename on the backend', () => {
  test('is undone, and nothing is destroyed', async () => {
    renameByHand('a', 'z');
    const planned = await plan(['a', 'b']);
    expect(planned.changes).toMatchObject([
      { name: 'a', from: 'z', action: 'move', reason: 'it was renamed to z on the backend' },
    ]);
    await applied(planned, backend, variables);
    expect([...backend.connections.keys()].sort()).toEqual(['a', 'b']);
  });

  test('that the configuration follows changes nothing but what follows from the name', async () => {
    renameByHand('a', 'a-z');
    const [only, ...others] = (await plan(['a-z', 'b'])).changes;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ name: 'a-z', action: 'update', fields: [{ path: ['store_url'] }] });
    expect(only).not.toHaveProperty('from');
  });

  test('to a name that the configuration declares for another store is a conflict', async () => {
    renameByHand('a', 'z');
    expect(await codes(['a', 'b', 'z'])).toEqual(['move-conflict']);
  });

  test('of two connections that swapped their names is a conflict', async () => {
    renameByHand('a', 'z');
    renameByHand('b', 'a');
    renameByHand('z', 'b');
    expect(await codes(['a', 'b'])).toEqual(['move-conflict', 'move-conflict']);
  });
});

describe('removed', () => {
  test('forgets and leaves the connection alone from then on', async () => {
    const planned = await plan(['b'], { removed: named('a') });
    expect(planned.changes).toMatchObject([{ name: 'a', action: 'forget', config: null, fields: [] }]);
    await applied(planned, backend, variables);
    expect(backend.connections.get('a')).toMatchObject({ managed: false, applied: null });
    const after = await plan(['b']);
    expect(after.changes).toEqual([]);
    expect(after.counts.unmanaged).toBe(1);
  });

  test('of what is not there does nothing', async () => {
    expect((await plan(['a', 'b'], { removed: named('gone') })).changes).toEqual([]);
  });

  test('does not count as a destroy, and protection does not stand in its way', async () => {
    backend.edit('a', (config) => ({ ...config, protect: true }));
    const more = { transitions: { moved: [], removed: named('a'), imports: [] }, maxDestroy: 0 };
    expect(planOf(await desired('b'), backend, more).counts).toMatchObject({ forget: 1, destroy: 0 });
  });

  test('means nothing to `destroy`', async () => {
    const more = { mode: 'destroy', transitions: { moved: [], removed: named('a'), imports: [] } } as const;
    expect(planOf([], backend, more).changes.map(({ action }) => action)).toEqual(['destroy', 'destroy']);
  });
});

describe('imports', () => {
  test('take over what was made by hand, with its differences', async () => {
    makeByHand('c');
    expect(await codes(['a', 'b', 'c'])).toEqual(['unmanaged-connection']);
    const planned = await plan(['a', 'b', 'c'], { imports: named('c') });
    expect(planned.changes).toMatchObject([{ name: 'c', action: 'import' }]);
    expect(planned.changes[0]?.fields).toMatchObject([
      { path: ['store_url'], direction: 'config' },
      { path: ['access_token'], direction: 'config' },
    ]);
    expect(planned.changes[0]?.reason).toBe(
      'it was made by hand; access_token differs; the configuration differs',
    );
    await applied(planned, backend, variables);
    expect(backend.connections.get('c')).toMatchObject({ id: 'con_c', managed: true });
    expect((await plan(['a', 'b', 'c'], { imports: named('c') })).changes).toEqual([]);
  });

  test('leave what the running connector advanced as it is, unless the configuration says otherwise', async () => {
    const wanted = (parameters: string) =>
      desiredFrom(
        {
          'flowlink.yaml': `connections:\n${connectionYaml('a')}${connectionYaml('c', ['workflows:', `  orders: { action: get_orders, parameters: ${parameters} }`])}`,
        },
        { ...variables, C_ACCESS_TOKEN: 'token-a' },
      );
    makeByHand('c');
    backend.edit('c', (config) => ({
      ...config,
      store_url: 'https://c.mybigcommerce.com',
      workflows: {
        orders: { action: 'get_orders', parameters: { limit: 50, min_date_modified: '2026-03-01' } },
      },
    }));
    const more = { transitions: { moved: [], removed: named('b'), imports: named('c') } };
    const fieldsFor = async (parameters: string) =>
      planOf(await wanted(parameters), backend, more).changes.find(({ name }) => name === 'c')?.fields;
    expect(await fieldsFor('{ limit: 50 }')).toEqual([]);
    expect(await fieldsFor('{ limit: 50, min_date_modified: 2026-01-01 }')).toMatchObject([
      { path: ['workflows', 'orders', 'parameters', 'min_date_modified'], direction: 'config' },
    ]);
  });

  test('of nothing, or of another store, are refused', async () => {
    expect(await codes(['a', 'b', 'c'], { imports: named('c') })).toEqual(['import-missing']);
    makeByHand('shop-us');
    const { input } = await change(['a', 'b', 'shop-uk'], { imports: named('shop-uk') });
    expect(computePlan(input).diagnostics).toMatchObject([
      { code: 'import-missing', fix: 'Did you mean “shop-us”?' },
    ]);
    makeByHand('c');
    backend.edit('c', (config) => ({ ...config, store_hash: 'another' }));
    expect(await codes(['a', 'b', 'c'], { imports: named('c') })).toEqual(['import-mismatch']);
  });

  test('that --target leaves out do not stand in the way', async () => {
    makeByHand('c');
    const more = { targets: ['a'] };
    expect(planOf(await desired('a', 'b', 'c'), backend, more).changes).toEqual([]);
  });
});

describe('the age of tokens', () => {
  test('is warned of once, for all that are older than allowed', async () => {
    const now = new Date('2026-07-01T00:00:00Z');
    const { diagnostics } = computePlan(
      planInput(await desired('a', 'b'), backend, { now, maxTokenAgeDays: 180 }),
    );
    expect(diagnostics).toMatchObject([
      {
        code: 'token-too-old',
        detail: expect.stringContaining('The tokens of a, b are older than 180 days'),
      },
    ]);
    const young = computePlan(planInput(await desired('a', 'b'), backend, { now, maxTokenAgeDays: 181 }));
    expect(young.diagnostics).toEqual([]);
  });

  test('does not matter for a token that is being replaced', async () => {
    const now = new Date('2026-07-01T00:00:00Z');
    backend.connections.delete('b');
    const rotated = await desiredFrom(
      { 'flowlink.yaml': `connections:\n${connectionYaml('a')}` },
      { A_ACCESS_TOKEN: 'another' },
    );
    const { diagnostics } = computePlan(planInput(rotated, backend, { now, maxTokenAgeDays: 1 }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['credentials-half-changed']);
  });
});
