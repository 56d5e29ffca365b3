// Checks that the declared scopes permit what the workflows do, before anything runs.
import { type BigcommerceAction, bigcommerce, type Scope } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { keyRange } from '../load/nodes.ts';
import { scopesMissing } from '../platforms/bigcommerce/scopes.ts';
import type { DeclaredConnection } from './declared-connection.ts';

/** One error for each missing scope, naming every workflow that needs it. */
export function checkScopes({ name, file, declared }: DeclaredConnection): Diagnostic[] {
  const scopes = declared.scopes as readonly Scope[];
  const workflows = (declared.workflows ?? {}) as Readonly<Record<string, { action: BigcommerceAction }>>;
  const missing = scopesMissing(scopes, workflows);
  return [...new Set(missing.map(({ scope }) => scope))].map((scope) => {
    const needs = missing.filter((need) => need.scope === scope);
    const who = needs.map(({ workflow, action, because }) => `workflow “${workflow}” (${action}) ${because}`);
    return diagnostic('missing-scope', {
      file: file.path,
      range: keyRange(file.document, ['connections', name, 'scopes']),
      connection: name,
      detail: `“${name}” lacks the scope ${scope} (${bigcommerce.describeScope(scope)}): ${who.join(', ')}.`,
      fix: `If the API account has the scope, add ${scope} to \`scopes\`. If not, its scopes can never be changed: create a new API account with the scope and use its client ID and access token.`,
      related: needs.map(({ workflow, action }) => ({
        file: file.path,
        range: keyRange(file.document, ['connections', name, 'workflows', workflow]),
        message: `${action} needs ${scope}`,
      })),
    });
  });
}
