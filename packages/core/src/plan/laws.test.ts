// Laws that hold for every configuration and every state of the backend.
import { plan as isPlan } from '@flowlink/schema/validators/plan';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryBackend } from '../../test/memory-backend.ts';
import type { Files } from '../../test/memory-files.ts';
import { applied, desiredFrom, planInput, planOf } from '../../test/projects.ts';
import { computePlan } from './plan.ts';
import { parsePlan, printPlan } from './saved-plan.ts';

const names = ['acme', 'bergson', 'cascade', 'delta', 'ember'] as const;
const workflow = fc.constantFrom(
  '{ action: get_orders }',
  '{ action: get_orders, parameters: { limit: 50 } }',
  '{ action: get_orders, parameters: { create_shipments: true, min_date_modified: 2026-01-01 } }',
  '{ action: set_inventory }',
  '{ action: add_product, parameters: {} }',
);

/** One connection as a person might write it. */
const connection = fc.record({
  hash: fc.constantFrom('abc123', 'g5cd38', 'zzz999'),
  client: fc.constantFrom('one', 'two'),
  scopes: fc.shuffledSubarray(['store_v2_orders', 'store_v2_products', 'store_v2_content', 'store_cart']),
  workflows: fc.dictionary(fc.constantFrom('a', 'b', 'c'), workflow, { maxKeys: 3 }),
  token: fc.constantFrom('canary-one', 'canary-two'),
});
type Arbitrary<T> = T extends fc.Arbitrary<infer V> ? V : never;
type State = Partial<Record<(typeof names)[number], Arbitrary<typeof connection>>>;
const state: fc.Arbitrary<State> = fc.dictionary(fc.constantFrom(...names), connection, { maxKeys: 5 });

/** Lets scopes change without another token, which would otherwise stop most plans. */
const redeclaring = (connections: State) => ({ redeclareScopes: Object.keys(connections) });

/** The state as YAML: one file for each connection, in the given order. */
function written(connections: State): { files: Files; variables: Record<string, string> } {
  const entries = Object.entries(connections);
  const files: Record<string, string> = {
    'flowlink.yaml': `workspace: acme\nbackend: { url: https://flowlink.example.com }\n${entries.length > 0 ? 'include: ["connections/*.yaml"]\n' : ''}`,
  };
  const variables: Record<string, string> = {};
  for (const [name, { hash, client, scopes, workflows, token }] of entries) {
    variables[`${name.toUpperCase()}_TOKEN`] = token;
    const all = [...new Set([...scopes, 'store_v2_orders', 'store_v2_products'])];
    files[`connections/${name}.yaml`] = [
      'connections:',
      `  ${name}:`,
      '    platform: bigcommerce',
      `    store_url: https://${name}.example.com`,
      `    store_hash: ${hash}`,
      `    client_id: ${client}`,
      `    access_token: \${env:${name.toUpperCase()}_TOKEN}`,
      `    scopes: [${all.join(', ')}]`,
      `    workflows: ${Object.keys(workflows).length === 0 ? '{}' : ''}`,
      ...Object.entries(workflows).map(([key, value]) => `      ${key}: ${value}`),
      '',
    ].join('\n');
  }
  return { files, variables };
}

test('after an apply there is nothing to plan, whatever was there before', async () => {
  await fc.assert(
    fc.asyncProperty(state, state, fc.constantFrom(...names), async (before, after, edited) => {
      const backend = memoryBackend();
      const first = written(before);
      await applied(
        planOf(await desiredFrom(first.files, first.variables), backend),
        backend,
        first.variables,
      );
      if (backend.connections.has(edited))
        backend.edit(edited, (config) => ({ ...config, client_id: 'edited', workflows: {} }));
      backend.edit('by-hand', () => ({
        platform: 'bigcommerce',
        store_url: 'https://x.y',
        store_hash: 'x',
        client_id: 'x',
        scopes: [],
      }));
      const byHand = structuredClone(backend.connections.get('by-hand'));

      const second = written(after);
      const desired = await desiredFrom(second.files, second.variables);
      const redeclared = redeclaring(after);
      await applied(planOf(desired, backend, redeclared), backend, second.variables);
      expect(planOf(desired, backend, redeclared).changes).toEqual([]);
      expect([...backend.connections.keys()].sort()).toEqual([...Object.keys(after), 'by-hand'].sort());
      expect(backend.connections.get('by-hand')).toEqual(byHand);
    }),
  );
});

test('planning is deterministic and does not depend on the order of files, keys or listing', async () => {
  await fc.assert(
    fc.asyncProperty(state, state, async (before, after) => {
      const backend = memoryBackend();
      const first = written(before);
      await applied(
        planOf(await desiredFrom(first.files, first.variables), backend),
        backend,
        first.variables,
      );
      const reversed = (value: State): State => Object.fromEntries(Object.entries(value).reverse());
      const redeclared = redeclaring(after);
      const plans = [];
      for (const connections of [after, reversed(after)]) {
        const { files, variables } = written(connections);
        const remote = new Map([...backend.connections].reverse());
        plans.push(
          printPlan(
            planOf(await desiredFrom(files, variables), { ...backend, connections: remote }, redeclared),
          ),
        );
        plans.push(printPlan(planOf(await desiredFrom(files, variables), backend, redeclared)));
      }
      expect(new Set(plans).size).toBe(1);
    }),
  );
});

test('a plan conforms to its schema, survives printing and parsing, and holds no secret', async () => {
  await fc.assert(
    fc.asyncProperty(state, state, async (before, after) => {
      const backend = memoryBackend();
      const first = written(before);
      await applied(
        planOf(await desiredFrom(first.files, first.variables), backend),
        backend,
        first.variables,
      );
      const { files, variables } = written(after);
      const redeclared = redeclaring(after);
      const { value } = computePlan(planInput(await desiredFrom(files, variables), backend, redeclared));
      expect(isPlan(value)).toBe(true);
      if (!value) return;
      const text = printPlan(value);
      expect(text).not.toContain('canary');
      expect(parsePlan('plan.json', text).value).toEqual(value);
    }),
  );
});

test('scopes change only together with the token, unless they are redeclared', async () => {
  await fc.assert(
    fc.asyncProperty(connection, connection, async (before, after) => {
      const backend = memoryBackend();
      const first = written({ acme: before });
      await applied(
        planOf(await desiredFrom(first.files, first.variables), backend),
        backend,
        first.variables,
      );
      const second = written({ acme: { ...after, hash: before.hash } });
      const desired = await desiredFrom(second.files, second.variables);
      const { diagnostics } = computePlan(planInput(desired, backend));
      const refused = diagnostics.some(({ code }) => code === 'scopes-immutable');
      const granted = (scopes: readonly string[]) =>
        [...new Set([...scopes, 'store_v2_orders', 'store_v2_products'])].sort().join();
      expect(refused).toBe(granted(before.scopes) !== granted(after.scopes) && before.token === after.token);
      const { value } = computePlan(planInput(desired, backend, { redeclareScopes: ['acme'] }));
      expect(value).toBeDefined();
    }),
  );
});
