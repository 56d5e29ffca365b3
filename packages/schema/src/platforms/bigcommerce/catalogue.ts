// BigCommerce's scopes and the actions of FlowLink's connector, with what each action needs.
import { actions as generatedActions, scopeEntries as generatedScopes } from '../../generated/bigcommerce.ts';
import type { BigcommerceAction, Scope } from '../../generated/types.ts';

export { catalogueVersion } from '../../generated/bigcommerce.ts';

/** One line of the control panel's scope list. A line without `read_only` or `modify` does not offer that choice. */
export interface ScopeEntry {
  /** The name in the control panel. */
  readonly name: string;
  readonly read_only?: Scope;
  readonly modify?: Scope;
  /** Granted to apps only, never to a store-level API account. */
  readonly app_only?: boolean;
}

/** What one action does and needs. */
export interface ActionEntry {
  readonly summary: string;
  /** `poll`: FlowLink asks the store; `deliver`: FlowLink writes one object to it. */
  readonly direction: 'poll' | 'deliver';
  /** The least scopes, each with the reason. */
  readonly scopes: Readonly<Partial<Record<Scope, string>>>;
}

export const scopeEntries: readonly ScopeEntry[] = generatedScopes;
export const actions: Readonly<Record<BigcommerceAction, ActionEntry>> = generatedActions;

const byScope = new Map<Scope, ScopeEntry>();
for (const entry of scopeEntries) {
  if (entry.read_only) byScope.set(entry.read_only, entry);
  if (entry.modify) byScope.set(entry.modify, entry);
}

/**
 * Whether a scope permits what another one asks for: itself, or read-only asked and modify granted.
 *
 * @param granted a scope that the API account has
 * @param needed a scope that an action asks for
 */
export function permits(granted: Scope, needed: Scope): boolean {
  if (granted === needed) return true;
  const entry = byScope.get(needed);
  return entry?.read_only === needed && entry.modify === granted;
}

/** A scope as the control panel shows it, for example `Products: modify`. */
export function describeScope(scope: Scope): string {
  const entry = byScope.get(scope);
  if (!entry) return scope;
  return `${entry.name}: ${entry.modify === scope ? 'modify' : 'read-only'}`;
}
