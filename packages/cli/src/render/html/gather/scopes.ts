// The matrix of scopes: which occur, and how each stands with each connection.
import type { ScopeChoice, ScopeReview, VerifyResult } from '@flowlink/core';
import { bigcommerce } from '@flowlink/schema';
import type { Grant, GrantState, ScopeColumn } from '../page-data.ts';
import { safe, safeProse } from './safe-text.ts';

/** Every line of every platform's list, in its order. */
const knownColumns: readonly ScopeColumn[] = bigcommerce.scopeEntries.flatMap(
  ({ name, read_only, modify }) => [
    ...(read_only === undefined ? [] : [{ scope: read_only, group: name, access: 'Read-only' }]),
    ...(modify === undefined ? [] : [{ scope: modify, group: name, access: 'Modify' }]),
  ],
);

/** Only the scopes that are declared, missing or granted somewhere. */
export function scopeColumns(
  reviews: readonly ScopeReview[],
  results: readonly VerifyResult[],
): ScopeColumn[] {
  const occurring = new Set([
    ...reviews.flatMap(({ declared, advice }) => [...declared, ...advice.missing]),
    ...results.flatMap(({ overGranted }) => overGranted),
  ]);
  const known = new Set(knownColumns.map(({ scope }) => scope));
  return [
    ...knownColumns.filter(({ scope }) => occurring.has(scope)),
    ...[...occurring]
      .filter((scope) => !known.has(scope))
      .sort()
      .map((scope) => ({ scope, group: 'Others', access: safe(scope) })),
  ];
}

/** @param result what the store said, if it was asked */
export function grantsOf(
  { declared, advice }: ScopeReview,
  result: VerifyResult | undefined,
  columns: readonly ScopeColumn[],
): Grant[] {
  const checks = new Map(
    (result?.checks ?? [])
      .filter(({ field }) => field === 'scopes')
      .map(({ item, status }) => [item, status] as const),
  );
  const excess = new Map(advice.excess.map((each) => [each.scope, each.instead]));
  const choices = new Map(advice.choices.map((choice) => [choice.scope, choice]));
  const stateOf = (scope: string): GrantState | undefined => {
    if (checks.get(scope) === 'contradicted') return 'refused';
    if (advice.missing.includes(scope)) return 'missing';
    if (declared.includes(scope)) return excess.has(scope) ? 'excess' : 'fits';
    return result?.overGranted.includes(scope) ? 'undeclared' : undefined;
  };
  return columns.flatMap(({ scope }, column) => {
    const state = stateOf(scope);
    if (state === undefined) return [];
    const instead = excess.get(scope);
    const because = instead === undefined ? reasonOf(choices.get(scope)) : `${instead} would do`;
    return {
      column,
      state,
      ...(checks.get(scope) === 'verified' ? { proven: true } : {}),
      ...(because === '' ? {} : { because: safeProse(because) }),
    };
  });
}

function reasonOf(choice: ScopeChoice | undefined): string {
  if (choice === undefined) return '';
  const needs = choice.reasons.map(({ workflow, action, because }) => `${workflow} (${action}) ${because}`);
  return needs.length > 0 ? needs.join('; ') : (choice.optional ?? '');
}
