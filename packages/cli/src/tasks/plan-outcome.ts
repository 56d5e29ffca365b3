// Gathers all that reports tell of a plan.
import {
  diagnosticJson,
  nameWorkspace,
  type Planned,
  type Ports,
  type Report,
  reviewPlannedScopes,
  reviewScopes,
} from '@flowlink/core';
import type { Plan } from '@flowlink/schema';
import type { PlanFailure, PlanReport } from '../render/plan-report.ts';
import type { Noticed } from '../report.ts';
import type { PlanVerification } from './verify-plan.ts';

/** Of a plan that was just made, or that could not be made. */
export async function outcomeOf(
  ports: Ports,
  { value, diagnostics, sources }: Report<Planned>,
  verification: PlanVerification | undefined,
): Promise<PlanReport | PlanFailure> {
  const noticed = [...diagnostics, ...(verification?.diagnostics ?? [])];
  const located = noticed.map((problem) => diagnosticJson(problem, sources));
  if (!value) return { workspace: await nameWorkspace(ports), diagnostics: located };
  return {
    plan: value.plan,
    diagnostics: located,
    verification: verification?.results,
    scopes: value.workspace.configuration.connections.map(reviewScopes),
  };
}

/** Of a saved plan. */
export function outcomeOfSaved(
  read: { readonly plan: Plan } | { readonly failure: Noticed },
): PlanReport | PlanFailure {
  if ('plan' in read)
    return {
      plan: read.plan,
      diagnostics: [],
      verification: undefined,
      scopes: reviewPlannedScopes(read.plan),
    };
  const { diagnostics, sources } = read.failure;
  return {
    workspace: undefined,
    diagnostics: diagnostics.map((problem) => diagnosticJson(problem, sources)),
  };
}
