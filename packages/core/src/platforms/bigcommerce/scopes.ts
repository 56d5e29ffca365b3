// Which scopes the workflows of a connection need, and which of them its API account lacks.
import { type BigcommerceAction, bigcommerce, type Scope } from '@flowlink/schema';

/** A scope that a workflow needs. */
export interface ScopeNeed {
  readonly scope: Scope;
  readonly workflow: string;
  readonly action: BigcommerceAction;
  /** What the action does with it, for people. */
  readonly because: string;
}

/** What the workflows need, in the order of the workflows. */
function scopesNeeded(
  workflows: Readonly<Record<string, { readonly action: BigcommerceAction }>>,
): ScopeNeed[] {
  return Object.entries(workflows).flatMap(([workflow, { action }]) =>
    Object.entries(bigcommerce.actions[action].scopes).map(([scope, because]) => ({
      scope: scope as Scope,
      workflow,
      action,
      because,
    })),
  );
}

/**
 * The needs that no declared scope permits. Modify permits read-only, so where both are missing every need is for modify.
 */
export function scopesMissing(
  declared: readonly Scope[],
  workflows: Readonly<Record<string, { readonly action: BigcommerceAction }>>,
): ScopeNeed[] {
  const missing = scopesNeeded(workflows).filter(
    ({ scope }) => !declared.some((granted) => bigcommerce.permits(granted, scope)),
  );
  return missing.map((need) => {
    const wider = missing.find(({ scope }) => scope !== need.scope && bigcommerce.permits(scope, need.scope));
    return wider ? { ...need, scope: wider.scope } : need;
  });
}
