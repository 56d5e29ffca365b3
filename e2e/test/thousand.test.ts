// A thousand connections in a thousand files: everything still works, and the plan that follows is empty.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.open('thousand');
  place.write('flowlink.yaml', 'include: [stores/*/*.yaml]\n');
  for (let index = 0; index < 1000; index++) {
    const name = `shop-${String(index).padStart(4, '0')}`;
    place.write(
      `stores/${index % 10}/${name}.yaml`,
      `connections:
  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: hash${index}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:SHARED_TOKEN}
    scopes: [store_v2_orders, store_v2_products, store_v2_information_read_only]
    workflows:
      orders: { action: get_orders }
      stock: { action: set_inventory }
`,
    );
  }
  place.environment = { ...place.environment, SHARED_TOKEN: '0access0token0of0test0account00' };
});

afterAll(() => place.close());

test('plans, applies and plans again', async () => {
  expect((await place.flowlink('plan')).stdout).toContain('Plan: 1000 to add, 0 to change, 0 to destroy.');
  expect((await place.flowlink('apply --auto-approve --no-verify')).stdout).toContain(
    'Apply complete: 1000 added, 0 changed, 0 destroyed.',
  );
  expect((await place.flowlink('plan')).stdout).toBe(
    'No changes. The backend matches the configuration (1000 connections).\n',
  );
}, 60_000);
