// A thousand connections in a thousand files: everything still works, and the plan that follows is empty.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from '../src/workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await Workplace.open('thousand');
  place.write('flowlink.yaml', 'include: [stores/*/*.yaml]\n');
  for (let index = 0; index < 1000; index++) {
    const name = `store-${String(index).padStart(4, '0')}`;
    place.write(
      `stores/${index % 10}/${name}.yaml`,
      `connections:
  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: h${index}
    client_id: client-${index}
    access_token: \${env:SHARED_TOKEN}
    scopes: [store_v2_orders, store_v2_products, store_v2_information_read_only]
    workflows:
      orders: { action: get_orders }
      stock: { action: set_inventory }
`,
    );
  }
  place.environment = { ...place.environment, SHARED_TOKEN: 'token' };
});

afterAll(() => place.close());

test('plans, applies and plans again', async () => {
  expect((await place.flowlink('plan')).stdout).toContain('Plan: 1000 to add, 0 to change, 0 to destroy.');
  expect((await place.flowlink('apply --auto-approve')).stdout).toContain(
    'Apply complete: 1000 added, 0 changed, 0 destroyed.',
  );
  expect((await place.flowlink('plan')).stdout).toBe(
    'No changes. The backend matches the configuration (1000 connections).\n',
  );
}, 60_000);
