// Which scopes connections need: declared ones, those of a saved plan, and those that are yet to be made.
import type { Plan } from '@flowlink/schema';
import { bigcommerce } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { memoryBackend } from '../../test/memory-backend.ts';
import { connectionYaml, desiredFrom, planOf } from '../../test/projects.ts';
import { reviewPlannedScopes, reviewScopes, scopesForActions, workflowName } from './scope-review.ts';

test('reviews what a plan writes, and not what it destroys', () => {
  const config = {
    platform: 'bigcommerce',
    scopes: ['store_v2_products'],
    workflows: { orders: { action: 'get_orders' } },
  };
  const changes = [
    { name: 'acme', config },
    { name: 'bare', config: { platform: 'bigcommerce', scopes: [] } },
    { name: 'gone', config: null },
  ];
  const reviews = reviewPlannedScopes({ changes } as unknown as Plan);
  expect(reviews.map(({ connection }) => connection)).toEqual(['acme', 'bare']);
  expect(reviews[0]).toMatchObject({
    declared: ['store_v2_products'],
    advice: { missing: expect.arrayContaining(['store_v2_orders_read_only']) },
  });
});

test('reviews a connection as it will review the plan of it', async () => {
  const flows = ['workflows:', '  orders: { action: get_orders }', '  add: { action: add_product }'];
  const text = `connections:\n${connectionYaml('acme', flows)}${connectionYaml('bare')}`;
  const variables = { ACME_ACCESS_TOKEN: 'a', BARE_ACCESS_TOKEN: 'b' };
  const desired = await desiredFrom({ 'flowlink.yaml': text }, variables);
  const reviews = desired.map(({ source }) => reviewScopes(source));
  expect(reviews).toEqual(reviewPlannedScopes(planOf(desired, memoryBackend())));
  expect(reviews).toMatchObject([
    {
      connection: 'acme',
      declared: ['store_v2_orders', 'store_v2_products'],
      advice: {
        missing: [],
        excess: [{ scope: 'store_v2_orders', instead: 'store_v2_orders_read_only' }],
      },
    },
    {
      connection: 'bare',
      advice: { excess: [{ scope: 'store_v2_orders' }, { scope: 'store_v2_products' }] },
    },
  ]);
});

test('advises for each action what its workflow would need', () => {
  const { value, diagnostics } = scopesForActions(['get_orders', 'update_product']);
  expect(diagnostics).toEqual([]);
  expect(value?.choices.filter(({ reasons }) => reasons.length > 0)).toMatchObject([
    { name: 'Orders', choice: 'Read-only', reasons: [{ workflow: 'get-orders', action: 'get_orders' }] },
    {
      name: 'Products',
      choice: 'Modify',
      reasons: [{ workflow: 'update-product', action: 'update_product' }],
    },
  ]);
  expect(scopesForActions(Object.keys(bigcommerce.actions)).diagnostics).toEqual([]);
  expect(workflowName('set_inventory_of_all')).toBe('set-inventory-of-all');
});

test('names every action that there is none of, and the one that was meant', () => {
  const { value, diagnostics } = scopesForActions(['get_order', 'get_orders', 'paint']);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, detail, fix }) => [code, detail, fix])).toMatchInlineSnapshot(`
    [
      [
        "unknown-action",
        "There is no action “get_order”. There are get_products, get_orders, get_shipments, get_shipment, get_customers, add_product, update_product, add_order, update_order, cancel_order, add_shipment, update_shipment, add_customer, update_customer, set_inventory.",
        "Did you mean “get_orders”?",
      ],
      [
        "unknown-action",
        "There is no action “paint”. There are get_products, get_orders, get_shipments, get_shipment, get_customers, add_product, update_product, add_order, update_order, cancel_order, add_shipment, update_shipment, add_customer, update_customer, set_inventory.",
        undefined,
      ],
    ]
  `);
});
