// A connection to add, for tests of how it is written.
import type { NewConnection } from '../src/edit/print-connection.ts';

export const acme: NewConnection = {
  name: 'acme-us',
  platform: 'bigcommerce',
  storeUrl: 'https://acme-us.mybigcommerce.com',
  storeHash: 'g5cd38',
  clientId: '${env:ACME_US_CLIENT_ID}',
  accessToken: '${env:ACME_US_ACCESS_TOKEN}',
  scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only'],
  workflows: { 'get-orders': { action: 'get_orders' } },
};
