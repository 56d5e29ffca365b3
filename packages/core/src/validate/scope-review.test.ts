// Which scopes the connections of a saved plan need, without any configuration.
import type { Plan } from '@flowlink/schema';
import { expect, test } from 'vitest';
import { reviewPlannedScopes } from './scope-review.ts';

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
