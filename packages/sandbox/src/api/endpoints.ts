// The endpoints that a preflight reads, each with the scope it needs and what it answers.
import type { Scope } from '@flowlink/schema';
import type { Answer } from '../answer.ts';
import type { Account, SandboxStore } from '../stores/store.ts';

export interface Call {
  readonly store: SandboxStore;
  /** Whose token was sent. */
  readonly account: Account;
  /** The time in milliseconds. */
  readonly now: number;
  /** How many items a page holds. */
  readonly limit: number;
}

interface Endpoint {
  /** The least scope that opens it; any token will do without one. */
  readonly scope?: Scope;
  readonly read: (call: Call) => Answer;
}

/** By path below `/stores/{hash}`. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  '/v2/time': { read: ({ now }) => ok({ time: Math.floor(now / 1000) }) },
  '/v2/store': {
    scope: 'store_v2_information_read_only',
    read: ({ store: { hash, domain, secure_url, control_panel_base_url } }) =>
      ok({ id: hash, domain, secure_url, control_panel_base_url }),
  },
  '/v2/orders': { scope: 'store_v2_orders_read_only', read: orders },
  '/v3/catalog/products': { scope: 'store_v2_products_read_only', read: (call) => page(call, []) },
  '/v3/customers': { scope: 'store_v2_customers_read_only', read: (call) => page(call, []) },
  '/v3/inventory/items': { scope: 'store_inventory_read_only', read: (call) => page(call, []) },
  '/v3/inventory/locations': { scope: 'store_locations_read_only', read: (call) => page(call, []) },
  '/v3/hooks': { read: (call) => page(call, hooksOf(call)) },
};

/** The path of the endpoint that owns a path: its own, or one above it. */
export function endpointAt(path: string): string | undefined {
  return Object.keys(endpoints).find((own) => path === own || path.startsWith(`${own}/`));
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** V2 answers a list without items with 204 and no body. */
function orders({ store, limit }: Call): Answer {
  const length = Math.min(store.orders, limit);
  return length === 0 ? { status: 204 } : ok(Array.from({ length }, (_, index) => ({ id: 100 + index })));
}

/** Webhooks are only reachable by the API account that created them. */
function hooksOf({ store, account }: Call) {
  return store.hooks
    .map(({ client_id }, index) => ({ id: index + 1, client_id, store_hash: `stores/${store.hash}` }))
    .filter(({ client_id }) => client_id === account.client_id);
}

/** The first page of a V3 collection. */
function page({ limit }: Call, all: readonly unknown[]): Answer {
  const data = all.slice(0, limit);
  const total_pages = Math.max(1, Math.ceil(all.length / limit));
  const pagination = {
    total: all.length,
    count: data.length,
    per_page: limit,
    current_page: 1,
    total_pages,
  };
  return ok({ data, meta: { pagination } });
}
