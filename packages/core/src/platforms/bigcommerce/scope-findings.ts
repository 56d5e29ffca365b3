// Says which scopes a connection lacks, and which it could do without, before anything runs.
import { bigcommerce, type Scope } from '@flowlink/schema';
import type { Finding, Workflows } from '../platform.ts';
import { type ExcessScope, type ScopeNeed, scopesInExcess, scopesMissing, scopesNeeded } from './scopes.ts';

/** One error for each missing scope, naming every workflow that needs it, and one warning for all that are too much. */
export function checkScopes(name: string, scopes: readonly string[], workflows: Workflows): Finding[] {
  const declared = scopes as readonly Scope[];
  const needs = scopesNeeded(workflows);
  const missing = scopesMissing(declared, needs);
  const excess = scopesInExcess(declared, needs);
  return [
    ...[...new Set(missing.map(({ scope }) => scope))].map((scope) =>
      describeMissing(
        name,
        scope,
        missing.filter((need) => need.scope === scope),
      ),
    ),
    ...(excess.length > 0 ? [describeExcess(name, excess)] : []),
  ];
}

function describeMissing(name: string, scope: Scope, needs: readonly ScopeNeed[]): Finding {
  const who = needs.map(({ workflow, action, because }) => `workflow “${workflow}” (${action}) ${because}`);
  return {
    code: 'missing-scope',
    path: ['scopes'],
    detail: `“${name}” lacks the scope ${scope} (${bigcommerce.describeScope(scope)}): ${who.join(', ')}.`,
    fix: `If the API account has the scope, add ${scope} to \`scopes\`. If it was left at None, it can never be changed: create a new API account with the scope and use its client ID and access token. \`flowlink scopes ${name}\` shows what to choose.`,
    related: needs.map(({ workflow, action }) => ({
      path: ['workflows', workflow],
      message: `${action} needs ${scope}`,
    })),
  };
}

function describeExcess(name: string, excess: readonly ExcessScope[]): Finding {
  const each = excess.map(({ scope, instead }) =>
    instead === undefined ? `${scope} is not needed` : `${instead} would do in place of ${scope}`,
  );
  return {
    code: 'excess-scope',
    path: ['scopes'],
    detail: `“${name}” has more scopes than its workflows need: ${each.join(', ')}.`,
    fix: `A token that leaks can do all that its scopes permit. The next API account can do with less: \`flowlink scopes ${name}\` shows what to choose.`,
  };
}
