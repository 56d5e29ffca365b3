// A connection to add, for tests of how it is written.
import type { NewConnection } from '../src/edit/insert-connection.ts';

export const acme = {
  name: 'acme-us',
  config: {
    platform: 'bigcommerce',
    store_url: 'https://acme-us.mybigcommerce.com',
    store_hash: 'g5cd38',
    client_id: '${env:ACME_US_CLIENT_ID}',
    access_token: '${env:ACME_US_ACCESS_TOKEN}',
    scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only'],
    workflows: { 'get-orders': { action: 'get_orders' } },
  },
} satisfies NewConnection;
