// The project of examples/ci in a workplace, and the store that it describes.
import { fittingStore } from '@flowlink/sandbox';
import { Workplace } from '../workplace.ts';

export const EXAMPLE_WORKSPACE = 'acme-production';

/** With a store that takes the credentials of the example's connection. */
export async function openExample(): Promise<Workplace> {
  const place = await Workplace.open(EXAMPLE_WORKSPACE);
  place.useExample('ci');
  const { ACME_US_ACCESS_TOKEN = '', ACME_US_CLIENT_ID = '' } = place.environment;
  const account: Parameters<typeof fittingStore>[0] = {
    platform: 'bigcommerce',
    store_url: 'https://acme-us.mybigcommerce.com',
    store_hash: 'g5cd38',
    client_id: ACME_US_CLIENT_ID,
    scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'],
  };
  place.sandbox.addStore(fittingStore(account, ACME_US_ACCESS_TOKEN));
  return place;
}
