// Works out a new connection from what a person says about it: scopes, workflows and variables follow.
import type { ConnectionConfig } from '@flowlink/schema';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import { scopesForActions, workflowName } from '../validate/scope-review.ts';
import { variablePrefix } from '../validate/variable-prefix.ts';
import { plainField } from './plain-field.ts';
import type { NewConnection } from './print-connection.ts';

/** What only a person can say. */
export interface ConnectionAnswers {
  readonly platform: ConnectionConfig['platform'];
  readonly name: string;
  readonly storeUrl: string;
  readonly storeHash: string;
  readonly actions: readonly string[];
}

export interface ConnectionDraft {
  readonly connection: NewConnection;
  /** The names of the variables behind the credentials. */
  readonly variables: { readonly clientId: string; readonly accessToken: string };
}

export function draftConnection({
  platform,
  name,
  storeUrl,
  storeHash,
  actions,
}: ConnectionAnswers): Outcome<ConnectionDraft> {
  const scopes = scopesForActions(actions);
  const url = plainField(platform, 'store_url', storeUrl);
  const hash = plainField(platform, 'store_hash', storeHash);
  const diagnostics = [...url.diagnostics, ...hash.diagnostics, ...scopes.diagnostics];
  if (!scopes.value || url.value === undefined || hash.value === undefined) return { diagnostics };
  const prefix = variablePrefix(name);
  const variables = { clientId: `${prefix}_CLIENT_ID`, accessToken: `${prefix}_ACCESS_TOKEN` };
  return {
    value: {
      connection: {
        name,
        platform,
        storeUrl: url.value,
        storeHash: hash.value,
        clientId: `\${env:${variables.clientId}}`,
        accessToken: `\${env:${variables.accessToken}}`,
        scopes: scopes.value.choices.flatMap(({ scope }) => (scope === undefined ? [] : [scope])),
        workflows: Object.fromEntries(actions.map((action) => [workflowName(action), { action }])),
      },
      variables,
    },
    diagnostics,
  };
}
