// The laws of comparing: what the configuration says, what was last applied, what is on the backend.
import { type ConnectionConfig, leavesOf } from '@flowlink/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, type FieldDifference } from './three-way.ts';

/** Only the first two actions have parameters that the running connector advances. */
const action = fc.constantFrom('get_orders', 'get_customers', 'set_inventory');
const date = fc.constantFrom('2026-01-01', '2026-02-02');
const parameters = fc.record(
  { limit: fc.constantFrom(50, 100), min_date_modified: date, min_date_created: date },
  { requiredKeys: [] },
);
const config = fc.record(
  {
    platform: fc.constant('bigcommerce'),
    store_url: fc.constantFrom('https://a.example.com', 'https://b.example.com'),
    store_hash: fc.constantFrom('abc123', 'g5cd38'),
    client_id: fc.constantFrom('one', 'two'),
    scopes: fc.subarray(['store_v2_orders', 'store_v2_products', 'store_cart']),
    // Names of fields, so that nothing may be taken for what it is called like.
    workflows: fc.dictionary(
      fc.constantFrom('orders', 'store_hash', 'parameters'),
      fc.record({ action, parameters }),
      { maxKeys: 3 },
    ),
    protect: fc.boolean(),
  },
  { requiredKeys: ['platform', 'store_url', 'store_hash', 'client_id', 'scopes'] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<ConnectionConfig>;
const maybe = fc.option(config);

const values = (one: ConnectionConfig | null) =>
  Object.fromEntries([...leavesOf(one)].map(([key, { value }]) => [key, value]));
const key = ({ path }: FieldDifference) => path.join('\0');
const advanced: Record<string, string> = {
  get_orders: 'min_date_modified',
  get_customers: 'min_date_created',
};

/** The configuration with every parameter left out that its action advances. */
function still(one: ConnectionConfig): ConnectionConfig {
  const workflows = Object.entries(one.workflows ?? {}).map(([name, workflow]) => {
    const kept = Object.entries(workflow.parameters ?? {}).filter(
      ([parameter]) => parameter !== advanced[workflow.action],
    );
    return [name, { ...workflow, parameters: Object.fromEntries(kept) }];
  });
  return { ...one, workflows: Object.fromEntries(workflows) };
}
const stillConfig = config.map(still);

test('what is the same on both sides does not differ, whatever was applied', () => {
  fc.assert(
    fc.property(maybe, maybe, (both, applied) => {
      expect(differences(both, applied, both)).toEqual([]);
    }),
  );
});

test('the differences are exactly what leads from the backend to the configuration', () => {
  fc.assert(
    fc.property(fc.option(stillConfig), maybe, fc.option(stillConfig), (desired, applied, actual) => {
      const [want, have] = [values(desired), values(actual)];
      const reached = { ...have };
      for (const difference of differences(desired, applied, actual)) {
        const { kind, before, after } = difference;
        expect(before).toBe(have[key(difference)]);
        expect(kind).toBe(before === undefined ? 'add' : after === undefined ? 'remove' : 'change');
        if (after === undefined) delete reached[key(difference)];
        else reached[key(difference)] = after;
      }
      expect(reached).toEqual(want);
    }),
  );
});

test('who moved is who left what was applied', () => {
  fc.assert(
    fc.property(stillConfig, stillConfig, stillConfig, (desired, applied, actual) => {
      const base = values(applied);
      for (const difference of differences(desired, applied, actual)) {
        const last = base[key(difference)];
        const moved = [
          ...(difference.after === last ? [] : ['configuration']),
          ...(difference.before === last ? [] : ['backend']),
        ];
        const direction = { configuration: 'config', backend: 'backend' }[moved.join('+')] ?? 'conflict';
        expect(difference.direction).toBe(direction);
      }
    }),
  );
});

test('only another store makes it another connection, and only where there is one', () => {
  fc.assert(
    fc.property(maybe, maybe, maybe, (desired, applied, actual) => {
      const replacing = differences(desired, applied, actual).filter((field) => field.forces_replacement);
      const isOther = desired && actual && desired.store_hash !== actual.store_hash;
      expect(replacing.map(({ path }) => path)).toEqual(isOther ? [['store_hash']] : []);
    }),
  );
});

describe('what the running connector advances', () => {
  const base = {
    platform: 'bigcommerce',
    store_url: 'https://a.example.com',
    store_hash: 'abc123',
    client_id: 'one',
    scopes: [],
  } as const satisfies ConnectionConfig;
  const running = (action: string, parameters: Record<string, string | number>) =>
    ({ ...base, workflows: { orders: { action, parameters } } }) as ConnectionConfig;
  const brief = (...sides: Parameters<typeof differences>) =>
    differences(...sides).map(({ path, before, after, direction }) => [
      path.slice(2).join('.'),
      before,
      after,
      direction,
    ]);
  const then = running('get_orders', { min_date_modified: '2026-01-01' });
  const now = running('get_orders', { min_date_modified: '2026-09-09' });

  test('differs only if the configuration changed it since the last apply', () => {
    expect(brief(then, then, now)).toEqual([]);
    const reset = running('get_orders', { min_date_modified: '2025-05-05' });
    expect(brief(reset, then, now)).toEqual([
      ['parameters.min_date_modified', '2026-09-09', '2025-05-05', 'config'],
    ]);
    expect(brief(running('get_orders', {}), running('get_orders', {}), now)).toEqual([]);
  });

  test('does not cover another parameter, nor the same one of an action that leaves it alone', () => {
    const edited = running('get_orders', { min_date_modified: '2026-09-09', limit: 99 });
    expect(brief(then, then, edited)).toEqual([['parameters.limit', 99, undefined, 'backend']]);
    const other = running('get_customers', { min_date_modified: '2026-01-01' });
    expect(brief(other, other, running('get_customers', { min_date_modified: '2026-09-09' }))).toEqual([
      ['parameters.min_date_modified', '2026-09-09', '2026-01-01', 'backend'],
    ]);
  });

  test('is told with everything else when the workflow gets another action', () => {
    const idle = running('get_orders', {});
    expect(brief(running('set_inventory', {}), idle, now)).toEqual([
      ['action', 'get_orders', 'set_inventory', 'config'],
      ['parameters.min_date_modified', '2026-09-09', undefined, 'backend'],
    ]);
  });

  test('goes with its workflow, and nobody is ahead in it', () => {
    expect(brief(base, then, now)).toEqual([
      ['action', 'get_orders', undefined, 'config'],
      ['parameters.min_date_modified', '2026-09-09', undefined, 'config'],
    ]);
  });

  test('is an ordinary value where the workflow does not run yet', () => {
    expect(brief(then, then, base)).toEqual([
      ['action', undefined, 'get_orders', 'backend'],
      ['parameters.min_date_modified', undefined, '2026-01-01', 'backend'],
    ]);
  });
});
