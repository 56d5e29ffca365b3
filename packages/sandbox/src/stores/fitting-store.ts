// Makes the store that a connection describes, so that its preflight finds nothing wrong.
import type { BigcommerceConfig } from '@flowlink/schema';
import type { SandboxStore } from './store.ts';

/** @param config of a connection @param token the access token that the store is to accept */
export function fittingStore(config: BigcommerceConfig, token: string): SandboxStore {
  const { host } = new URL(config.store_url);
  return {
    hash: config.store_hash,
    domain: host,
    secure_url: `https://${host}`,
    control_panel_base_url: `https://store-${config.store_hash}.mybigcommerce.com`,
    plan: 'standard',
    orders: 0,
    hooks: [],
    accounts: [{ client_id: config.client_id, access_token: token, scopes: config.scopes }],
  };
}
