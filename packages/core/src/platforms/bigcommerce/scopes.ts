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

/** What the workflows need, in their order. */
export function scopesNeeded(workflows: Workflows): ScopeNeed[] {
  return Object.entries(workflows).flatMap(([workflow, { action }]) =>
    Object.entries(bigcommerce.actions[action as BigcommerceAction].scopes).map(([scope, because]) => ({
      scope: scope as Scope,
      workflow,
      action: action as BigcommerceAction,
      because,
    })),
  );
}

/**
 * The needs that no declared scope permits. Where a need to modify is missing too, so is that to read the same: the new
 * API account gets one choice for both.
 */
export function scopesMissing(declared: readonly Scope[], needs: readonly ScopeNeed[]): ScopeNeed[] {
  const missing = needs.filter(
    ({ scope }) => !declared.some((granted) => bigcommerce.permits(granted, scope)),
  );
  return missing.map((need) => {
    const wider = missing.find(({ scope }) => isWider(scope, need.scope));
    return wider ? { ...need, scope: wider.scope } : need;
  });
}

/** A declared scope that could be spared. */
export interface ExcessScope {
  readonly scope: Scope;
  /** The lesser scope that would do in its place, unless that is declared already. */
  readonly instead?: Scope;
}

/** The declared scopes that permit more than the needs, and read-only ones beside a modify that is needed. */
export function scopesInExcess(declared: readonly Scope[], needs: readonly ScopeNeed[]): ExcessScope[] {
  const wanted = [...new Set([...needs.map(({ scope }) => scope), INFORMATION])];
  const kept = declared.filter((scope) => wanted.includes(scope));
  return declared.flatMap((scope): ExcessScope[] => {
    if (kept.some((other) => isWider(other, scope))) return [{ scope }];
    // A lesser scope than one that is missing is no excess: it is the missing one, chosen too small.
    if (kept.includes(scope) || wanted.some((needed) => isWider(needed, scope))) return [];
    const lesser = wanted.find((needed) => isWider(scope, needed) && !declared.includes(needed));
    return [{ scope, ...(lesser === undefined ? {} : { instead: lesser }) }];
  });
}

function isWider(scope: Scope, other: Scope): boolean {
  return scope !== other && bigcommerce.permits(scope, other);
}
