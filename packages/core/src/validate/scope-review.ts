// Which scopes connections need, and how the declared ones compare; for connections that exist and for those to come.
import type { Plan } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { ScopeAdvice } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import type { DeclaredConnection } from './declared-connection.ts';
import { scopesOf } from './platform-rules.ts';

/** The advice for one connection. */
export interface ScopeReview {
  readonly connection: string;
  readonly declared: readonly string[];
  readonly advice: ScopeAdvice;
}

export function reviewScopes(connection: DeclaredConnection): ScopeReview {
  const { scopes, workflows } = scopesOf(connection);
  const { adviseScopes } = platforms[connection.declared.platform];
  return { connection: connection.name, declared: scopes, advice: adviseScopes(workflows, scopes) };
}

/** For the connections that a plan leaves on the backend, as far as it holds them. */
export function reviewPlannedScopes({ changes }: Plan): ScopeReview[] {
  return changes.flatMap(({ name, config }) => {
    if (!config) return [];
    const { platform, scopes, workflows } = config;
    const advice = platforms[platform].adviseScopes(workflows ?? {}, scopes);
    return [{ connection: name, declared: scopes, advice }];
  });
}

/** @param actions of one platform @returns the advice for an API account that is yet to be made */
export function scopesForActions(actions: readonly string[]): Outcome<ScopeAdvice> {
  const all = Object.values(platforms);
  const known = all.flatMap((platform) => Object.keys(platform.actions));
  const unknown = actions.filter((action) => !known.includes(action));
  if (unknown.length > 0) return { diagnostics: unknown.map((action) => unknownAction(action, known)) };
  const platform = all.find((candidate) => actions.every((action) => action in candidate.actions));
  if (!platform) {
    const detail = 'These actions belong to several platforms, and a connection has one.';
    return { diagnostics: [diagnostic('unknown-action', { detail })] };
  }
  const workflows = Object.fromEntries(actions.map((action) => [workflowName(action), { action }]));
  return { value: platform.adviseScopes(workflows), diagnostics: [] };
}

/** The name that a workflow gets if nobody gives it one. */
export function workflowName(action: string): string {
  return action.replaceAll('_', '-');
}

function unknownAction(action: string, known: readonly string[]): Diagnostic {
  const similar = nearest(action, known);
  return diagnostic('unknown-action', {
    detail: `There is no action “${action}”. There are ${known.join(', ')}.`,
    ...(similar ? { fix: `Did you mean “${similar}”?` } : {}),
  });
}
