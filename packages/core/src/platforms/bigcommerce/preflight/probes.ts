// The requests that prove scopes: one cheap GET for each line of the control panel's scope list that has one.
import { bigcommerce, type Scope } from '@flowlink/schema';

/** Open to every token; its answer proves token and store hash, and no scope. */
export const TIME = '/v2/time';

/** Open to every token; lists the webhooks that the token's own API account has made. */
export const HOOKS = '/v3/hooks?limit=50';

/** What Information & Settings opens; its answer also tells the store's addresses. */
export const INFORMATION = '/v2/store';

/** A GET that is refused with 403 unless the token has this scope, or the one to modify the same. */
export interface Probe {
  readonly scope: Scope;
  readonly path: string;
}

/**
 * Only requests that are known to need exactly this scope and to answer in a store without data. The other scopes
 * have none: they cannot be verified. Source: BigCommerce's OpenAPI documents and table of OAuth scopes, April 2026.
 */
export const probes: readonly Probe[] = [
  { scope: 'store_v2_information_read_only', path: INFORMATION },
  { scope: 'store_v2_products_read_only', path: '/v3/catalog/products?limit=1' },
  { scope: 'store_v2_orders_read_only', path: '/v2/orders?limit=1' },
  { scope: 'store_v2_customers_read_only', path: '/v3/customers?limit=1' },
  { scope: 'store_inventory_read_only', path: '/v3/inventory/items?limit=1' },
  { scope: 'store_locations_read_only', path: '/v3/inventory/locations?limit=1' },
];

/** The probe that fails without a scope, or undefined if there is none. */
export function probeOf(scope: Scope): Probe | undefined {
  return probes.find((probe) => bigcommerce.permits(scope, probe.scope));
}
