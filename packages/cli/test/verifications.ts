// Results of verifications to render in tests, one for each way in which it can end.
import type { VerifyResult } from '@flowlink/core';
import type { Check } from '@flowlink/schema';

const proven = (field: string): Check => ({ field, status: 'verified' });
const scope = (item: string, rest: Omit<Check, 'field' | 'item'>): Check => ({
  field: 'scopes',
  item,
  ...rest,
});

const noProof = 'BigCommerce does not check it, and no webhook of the API account proves it.';
const toModify = 'Reading is permitted; no request tells whether modifying is, without modifying something.';

/** A result with nothing remarkable about it. */
export function resultOf(name: string, rest: Partial<VerifyResult> = {}): VerifyResult {
  return {
    name,
    status: 'verified',
    checks: [proven('access_token'), proven('store_hash'), proven('store_url'), proven('client_id')],
    overGranted: [],
    diagnostics: [],
    requests: 5,
    ...rest,
  };
}

/** All that can be found out about one connection. */
export const contradicted = resultOf('acme-us', {
  status: 'failed',
  checks: [
    proven('access_token'),
    proven('store_hash'),
    { field: 'store_url', status: 'contradicted', reason: 'The store is at acme.mybigcommerce.com.' },
    { field: 'client_id', status: 'unverifiable', reason: noProof },
    scope('store_v2_information_read_only', { status: 'verified' }),
    scope('store_v2_orders_read_only', {
      status: 'contradicted',
      reason: 'BigCommerce refuses what it permits.',
    }),
    scope('store_v2_products', { status: 'unverifiable', reason: toModify }),
  ],
  overGranted: ['store_v2_customers_read_only', 'store_storefront_api_customer_impersonation'],
  requests: 9,
});

export const open = resultOf('acme-eu', {
  checks: [proven('access_token'), { field: 'client_id', status: 'unverifiable', reason: noProof }],
});

/** The store was down from the start. */
export const unreachable = resultOf('acme-uk', {
  status: 'unreachable',
  checks: ['access_token', 'store_hash'].map((field) => ({
    field,
    status: 'unverifiable',
    reason: 'The store could not be asked.',
  })),
  requests: 3,
});

/** The store went down on the way. */
export const interrupted = resultOf('acme-fr', {
  status: 'unreachable',
  checks: [
    proven('access_token'),
    scope('store_v2_orders_read_only', { status: 'unverifiable', reason: 'The store could not be asked.' }),
  ],
});

export const stopped = resultOf('acme-de', { status: 'stopped', checks: [], requests: 0 });

export const unresolved = resultOf('acme-at', { status: 'failed', checks: [], requests: 0 });
