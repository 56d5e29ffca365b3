// Works out a new connection from what a person says about it: scopes, workflows and variables follow.
import type { ConnectionConfig } from '@flowlink/schema';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import { platforms } from '../platforms/registry.ts';
import { scopesForActions, workflowName } from '../validate/scope-review.ts';
import { variablePrefix } from '../validate/variable-prefix.ts';
import type { NewConnection } from './insert-connection.ts';
import { plainField } from './plain-field.ts';

/** What only a person can say. */
export interface ConnectionAnswers {
  readonly platform: ConnectionConfig['platform'];
  readonly storeHash: string;
  /** The store's permanent address, if left out. */
  readonly storeUrl?: string | undefined;
  /** Derived from the address, if left out. */
  readonly name?: string | undefined;
  readonly actions: readonly string[];
}

export interface ConnectionDraft {
  readonly platform: ConnectionConfig['platform'];
  readonly connection: NewConnection;
  readonly scopes: readonly string[];
  /** The names of the variables behind the credentials. */
  readonly variables: { readonly clientId: string; readonly accessToken: string };
}

export function draftConnection({
  platform,
  storeHash,
  storeUrl,
  name: wanted,
  actions,
}: ConnectionAnswers): Outcome<ConnectionDraft> {
  const scopes = scopesForActions(actions);
  const hash = plainField(platform, 'store_hash', storeHash);
  const url =
    storeUrl === undefined ? permanentUrl(platform, hash.value) : plainField(platform, 'store_url', storeUrl);
  const diagnostics = [...hash.diagnostics, ...url.diagnostics, ...scopes.diagnostics];
  if (!scopes.value || url.value === undefined || hash.value === undefined) return { diagnostics };
  const name = wanted ?? nameFromUrl(url.value);
  const prefix = variablePrefix(name);
  const variables = { clientId: `${prefix}_CLIENT_ID`, accessToken: `${prefix}_ACCESS_TOKEN` };
  const declared = scopes.value.choices.flatMap(({ scope }) => (scope === undefined ? [] : [scope]));
  const workflows = Object.fromEntries(actions.map((action) => [workflowName(action), { action }]));
  const config = {
    platform,
    store_url: url.value,
    store_hash: hash.value,
    client_id: `\${env:${variables.clientId}}`,
    access_token: `\${env:${variables.accessToken}}`,
    scopes: declared,
    ...(actions.length > 0 ? { workflows } : {}),
  };
  return { value: { platform, connection: { name, config }, scopes: declared, variables }, diagnostics };
}

/** Nothing follows from a hash that is none. */
function permanentUrl(
  platform: ConnectionConfig['platform'],
  storeHash: string | undefined,
): Outcome<string> {
  if (storeHash === undefined) return { diagnostics: [] };
  return { value: platforms[platform].permanentUrl(storeHash), diagnostics: [] };
}

/** https://www.acme-us.mybigcommerce.com gives acme-us. */
export function nameFromUrl(storeUrl: string): string {
  const host = storeUrl
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^www\./i, '');
  return (/^[^./:]+/.exec(host)?.[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
}
