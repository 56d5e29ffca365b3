// BigCommerce as a platform.
import { bigcommerce as catalogue } from '@flowlink/schema';
import type { Platform } from '../platform.ts';
import { checkAccountChange } from './account-change.ts';
import { parseCredentials } from './credentials-file.ts';
import { checkAccessToken, checkClientId, checkTokenVariable } from './formats/credentials.ts';
import { checkScope } from './formats/scope.ts';
import { checkStoreHash } from './formats/store-hash.ts';
import { checkStoreUrl, compareUrlWithHash } from './formats/store-url.ts';
import { adviseScopes } from './scope-advice.ts';
import { checkScopes } from './scope-findings.ts';

export const bigcommerce: Platform = {
  checkField([field, ...below], value) {
    if (field === 'scopes' && below.length === 1) return checkScope(value);
    if (below.length > 0) return undefined;
    if (field === 'store_hash') return checkStoreHash(value);
    if (field === 'store_url') return checkStoreUrl(value);
    return field === 'client_id' ? checkClientId(value) : undefined;
  },
  checkTogether: compareUrlWithHash,
  checkVariable: (_field, env) => checkTokenVariable(env),
  checkSecret: (_field, value, config) => checkAccessToken(value, config),
  checkScopes,
  adviseScopes,
  readCredentials: parseCredentials,
  permanentUrl: (storeHash) => `https://store-${storeHash}.mybigcommerce.com`,
  origins: {
    client_id:
      'CLIENT ID in the file that the control panel offers, once, for a new API account (Settings > Store-level API accounts)',
    access_token: 'ACCESS TOKEN in the same file',
  },
  actions: Object.fromEntries(
    Object.entries(catalogue.actions).map(([action, { summary }]) => [action, summary]),
  ),
  checkAccountChange,
  api: { variable: 'BIGCOMMERCE_API_URL', url: 'https://api.bigcommerce.com' },
  loadPreflight: async () => (await import('./preflight/preflight.ts')).preflight,
};
