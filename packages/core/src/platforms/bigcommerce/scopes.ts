// Which scopes the workflows of a connection need, and how the declared ones compare: least privilege.
import { type BigcommerceAction, bigcommerce, type Scope } from '@flowlink/schema';
import type { Workflows } from '../platform.ts';

/** A scope that a workflow needs. */
export interface ScopeNeed {
  readonly scope: Scope;
  readonly workflow: string;
  readonly action: BigcommerceAction;
  /** What the action does with it, for people. */
  readonly because: string;
}

/** Lets a preflight compare the store URL; no workflow depends on it, and it is never too much. */
export const INFORMATION: Scope = 'store_v2_information_read_only';

/** What the workflows need, in their order. Where one needs to modify, the need to read the same is left out. */
export function scopesNeeded(workflows: Workflows): ScopeNeed[] {
  const needs = Object.entries(workflows).flatMap(([workflow, { action }]) =>
    Object.entries(bigcommerce.actions[action as BigcommerceAction].scopes).map(([scope, because]) => ({
      scope: scope as Scope,
      workflow,
      action: action as BigcommerceAction,
      because,
    })),
  );
  return needs.map((need) => {
    const wider = needs.find(({ scope }) => scope !== need.scope && bigcommerce.permits(scope, need.scope));
    return wider ? { ...need, scope: wider.scope } : need;
  });
}

/** The needs that no declared scope permits. */
export function scopesMissing(declared: readonly Scope[], needs: readonly ScopeNeed[]): ScopeNeed[] {
  return needs.filter(({ scope }) => !declared.some((granted) => bigcommerce.permits(granted, scope)));
}

/** A declared scope that could be spared. */
export interface ExcessScope {
  readonly scope: Scope;
  /** The lesser scope that would do in its place. */
  readonly instead?: Scope;
}

/** The declared scopes that permit more than the needs, a read-only scope beside its modify included. */
export function scopesInExcess(declared: readonly Scope[], needs: readonly ScopeNeed[]): ExcessScope[] {
  const wanted = [...new Set([...needs.map(({ scope }) => scope), INFORMATION])];
  return declared.flatMap((scope): ExcessScope[] => {
    if (wanted.includes(scope) && !hasWider(scope, declared)) return [];
    if (hasWider(scope, declared)) return [{ scope }];
    const lesser = wanted.find((needed) => bigcommerce.permits(scope, needed));
    return [{ scope, ...(lesser === undefined ? {} : { instead: lesser }) }];
  });
}

function hasWider(scope: Scope, declared: readonly Scope[]): boolean {
  return declared.some((other) => other !== scope && bigcommerce.permits(other, scope));
}
