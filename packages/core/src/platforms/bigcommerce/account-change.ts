// What a change of scopes, client ID or access token means: an API account never changes, so it is another account.
import { type BigcommerceConfig, bigcommerce } from '@flowlink/schema';
import type { AccountChange, Finding } from '../platform.ts';

/** What only the API account that made it can reach. Source: BigCommerce's documentation of API accounts, April 2026. */
const ORPHANS =
  'Webhooks, metafields and scripts can be reached only by the API account that made them, and its webhooks vanish with it';

/**
 * Scopes that differ while the token stays are refused with the way to the new account. Client ID and token belong to
 * one account, so they change together or not at all.
 */
export function checkAccountChange(change: AccountChange): Finding[] {
  const before = change.before as BigcommerceConfig;
  const after = change.after as BigcommerceConfig;
  const tokenChanged = change.rotated.includes('access_token');
  const clientChanged = before.client_id !== after.client_id;
  if (!tokenChanged && !change.redeclared && differ(before.scopes, after.scopes)) {
    return [scopesChanged(change, before, after)];
  }
  if (tokenChanged && clientChanged) return [newAccount(change)];
  if (clientChanged) return [clientOnly(change)];
  return tokenChanged ? [tokenOnly(change)] : [];
}

function differ(before: readonly string[], after: readonly string[]): boolean {
  return before.length !== after.length || before.some((scope) => !after.includes(scope as never));
}

function scopesChanged(
  { name, variables }: AccountChange,
  before: BigcommerceConfig,
  after: BigcommerceConfig,
): Finding {
  const added = after.scopes.filter((scope) => !before.scopes.includes(scope));
  const removed = before.scopes.filter((scope) => !after.scopes.includes(scope));
  const changes = [
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`drops ${removed.join(', ')}`] : []),
  ];
  const token = variables.access_token ?? 'the variable of access_token';
  const choices = after.scopes.map((scope) => bigcommerce.describeScope(scope)).join('; ');
  return {
    code: 'scopes-immutable',
    path: ['scopes'],
    detail: `The configuration of “${name}” ${changes.join(' and ')}, but ${token} still holds the access token that was applied with the scopes before, and BigCommerce never lets the scopes of an API account change.`,
    fix: [
      'Move to a new API account, in this order:',
      `1. In the control panel of ${after.store_url}, Settings > Store-level API accounts, make a “V2/V3 API token” with ${choices}; everything else stays at None.`,
      `2. Set ${token} to its access token, and client_id (or the variable behind it) to its client ID. \`flowlink add FILE --rotate\` does both from the downloaded file.`,
      `3. \`flowlink verify ${name}\`, then \`flowlink apply\`.`,
      `4. Only when the connection works, delete the old API account. ${ORPHANS}: make them again with the new one first.`,
      `If the account always had these scopes and only the configuration was wrong: \`flowlink plan --redeclare-scopes ${name}\`.`,
    ].join('\n'),
  };
}

function newAccount({ name }: AccountChange): Finding {
  return {
    code: 'new-api-account',
    path: ['client_id'],
    detail: `“${name}” gets another client ID and another access token, so another API account. ${ORPHANS}.`,
    fix: `Keep the old API account until this is applied and \`flowlink verify ${name}\` is content; make its webhooks again with the new one; only then delete it.`,
  };
}

function clientOnly({ name, variables }: AccountChange): Finding {
  return {
    code: 'credentials-half-changed',
    path: ['client_id'],
    detail: `The client ID of “${name}” changed, but the access token in ${variables.access_token} did not. Both come from one API account, so one of them is likely to be out of date.`,
    fix: 'Take both from the same file of credentials. If only the client ID was wrong before, this is fine.',
  };
}

function tokenOnly({ name }: AccountChange): Finding {
  return {
    code: 'credentials-half-changed',
    path: ['access_token'],
    detail: `The access token of “${name}” changed, but its client ID did not. BigCommerce never renews the token of an API account, so a new token has a new client ID.`,
    fix: 'Take both from the same file of credentials. If only the token was wrong before, this is fine.',
  };
}
