// What a preflight can find wrong with a connection, each with cause and cure.
import { type BigcommerceConfig, bigcommerce, type Scope } from '@flowlink/schema';
import type { Finding } from '../../platform.ts';

/** Why the cure is never a change of scopes. */
const FIXED_SCOPES = 'The scopes of an API account can never be changed';

/** What it takes to change the declared scopes alone, which planning refuses otherwise. */
const REDECLARE =
  'If the connection was already applied, changing only the declared scopes takes `flowlink plan --redeclare-scopes NAME` with its name.';

/** @param env the variable behind `access_token` */
export function tokenRefused(env: string, { store_hash }: BigcommerceConfig): Finding {
  return {
    code: 'verify-token',
    path: ['access_token'],
    detail: `BigCommerce does not accept the token in ${env} for the store ${store_hash} (401): it is mistyped, its API account was deleted, it belongs to another store, or it is the client secret.`,
    fix: `Set ${env} to the ACCESS TOKEN from the file of credentials of an API account of this store. A lost token cannot be shown again: make a new API account.`,
  };
}

export function tokenNoLongerAccepted(env: string): Finding {
  return {
    code: 'verify-token',
    path: ['access_token'],
    detail: `BigCommerce accepted the token in ${env} at first and then no longer (401), as when its API account is being deleted.`,
    fix: `Verify again. If the API account is gone, make a new one and set its client ID and ${env}.`,
  };
}

export function storeHashRefused({ store_hash }: BigcommerceConfig): Finding {
  return {
    code: 'verify-store-hash',
    path: ['store_hash'],
    detail: `“${store_hash}” is not the hash of a store: BigCommerce refuses even the request that every token may send (403).`,
    fix: 'Take the letters and digits between /stores/ and /v3/ in the API path that came with the access token. If it is the same there, check BIGCOMMERCE_API_URL.',
  };
}

/** @param hash the store's own */
export function otherStoreHash({ store_hash }: BigcommerceConfig, hash: string): Finding {
  return {
    code: 'verify-store-hash',
    path: ['store_hash'],
    detail: `BigCommerce says that the hash of this store is ${hash}, not ${store_hash}.`,
    fix: `Compare with the API path that came with the access token; if it has ${hash}, write \`store_hash: ${hash}\`.`,
  };
}

/** @param hosts at least one */
export function otherStoreUrl(
  { store_url, store_hash }: BigcommerceConfig,
  hosts: readonly string[],
): Finding {
  return {
    code: 'verify-store-url',
    path: ['store_url'],
    detail: `The store with the hash ${store_hash} is at ${hosts.join(', ')}, not at ${store_url}.`,
    fix: 'Correct store_url; or, if the URL is right, the store hash and the credentials, which then belong to another store.',
  };
}

export function otherClientId(): Finding {
  return {
    code: 'verify-client-id',
    path: ['client_id'],
    detail:
      'The webhooks of the API account that the token belongs to carry another client ID than the one declared.',
    fix: 'Take client ID and access token from the same file of credentials.',
  };
}

/** @param index of the scope in the declared list */
export function scopeMissing(env: string, scope: Scope, index: number): Finding {
  const shown = bigcommerce.describeScope(scope);
  return {
    code: 'verify-scope',
    path: ['scopes', index],
    detail: `BigCommerce refuses to let the token in ${env} read what ${scope} permits (403), so its API account was made without “${shown}”.`,
    fix: `${FIXED_SCOPES}: make a new one with every scope declared here, “${shown}” among them, and set its client ID and access token; or delete the scope here if no workflow needs it. ${REDECLARE}`,
  };
}

/** @param declared all scopes of the connection, for the new API account needs them all */
export function noScopes(env: string, declared: readonly Scope[]): Finding {
  const shown = declared.map((scope) => `“${bigcommerce.describeScope(scope)}”`).join(', ');
  return {
    code: 'verify-scope',
    path: ['scopes'],
    detail: `BigCommerce accepts the token in ${env} but refuses everything it was tried with (403), so its API account seems to have been made without any scope. A token of the Stencil CLI looks just like that too.`,
    fix: `${FIXED_SCOPES}: make a new store-level API account with ${shown} and set its client ID and access token.`,
  };
}

/** @param scopes at least one */
export function tooManyScopes(env: string, scopes: readonly Scope[]): Finding {
  const permit = scopes.length === 1 ? 'permits' : 'permit';
  const them = scopes.length === 1 ? 'it' : 'them';
  return {
    code: 'verify-over-granted',
    path: ['scopes'],
    detail: `The token in ${env} also reads what ${scopes.join(', ')} ${permit}, which the configuration does not declare. It may be able to write there too.`,
    fix: `${FIXED_SCOPES}: make a new one without ${them}. Or, if the API account is meant to have ${them}, declare ${them}. ${REDECLARE}`,
  };
}
