// All that there is to be told of a plan, whatever it is rendered to: a page, a comment, a job's summary.
import type { ScopeReview, VerifyResult } from '@flowlink/core';
import type { Diagnostic, Plan } from '@flowlink/schema';

export interface PlanReport {
  readonly plan: Plan;
  /** What was noticed, with lines and columns. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the stores said; undefined if they were not asked. */
  readonly verification: readonly VerifyResult[] | undefined;
  /** The scopes of every connection of the configuration; of those in the plan, if it was saved. */
  readonly scopes: readonly ScopeReview[];
}

/** All that there is to be told if no plan could be made, or nothing be compared. */
export interface PlanFailure {
  /** Undefined if not even that can be told. */
  readonly workspace: string | undefined;
  /** What is wrong, with lines and columns. */
  readonly diagnostics: readonly Diagnostic[];
}
