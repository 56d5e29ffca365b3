// What to choose on each line of the control panel's scope list for some workflows.
import { bigcommerce, type Scope } from '@flowlink/schema';
import type { ScopeAdvice, ScopeChoice, Workflows } from '../platform.ts';
import { INFORMATION, type ScopeNeed, scopesInExcess, scopesMissing, scopesNeeded } from './scopes.ts';

/** @param declared the scopes of an existing connection, if there is one */
export function adviseScopes(workflows: Workflows, declared?: readonly string[]): ScopeAdvice {
  const needs = scopesNeeded(workflows);
  const own = (declared ?? []) as readonly Scope[];
  return {
    choices: bigcommerce.scopeEntries
      .filter(({ app_only }) => !app_only)
      .map((entry) => choose(entry, needs)),
    missing: declared ? [...new Set(scopesMissing(own, needs).map(({ scope }) => scope))] : [],
    excess: scopesInExcess(own, needs),
  };
}

function choose(entry: bigcommerce.ScopeEntry, needs: readonly ScopeNeed[]): ScopeChoice {
  const { name, read_only, modify } = entry;
  const own = needs.filter(({ scope }) => scope === read_only || scope === modify);
  const needed = own.find((need) => need.scope === modify) ?? own[0];
  const scope = needed?.scope ?? (read_only === INFORMATION ? INFORMATION : undefined);
  if (scope === undefined) return { name, choice: 'None', reasons: [] };
  return {
    name,
    choice: scope === modify ? 'Modify' : 'Read-only',
    scope,
    reasons: own.map(({ workflow, action, because }) => ({ workflow, action, because })),
    ...(own.length > 0 ? {} : { optional: 'lets `flowlink verify` compare the store URL with the store' }),
  };
}
