// What a command came to, as outputs of a step of a GitHub workflow.
import { type Drift, hasDrift } from '@flowlink/core';
import { totalsOf } from './actions.ts';
import { count } from './count.ts';
import { driftText } from './drift-words.ts';
import type { PlanFailure, PlanReport } from './plan-report.ts';
import { noChanges } from './plan-words.ts';
import { bySeverity } from './severity.ts';

/** Values by the names that later steps know them by. */
export type Outputs = Readonly<Record<string, string | number | boolean>>;

/**
 * Lines for the file that GITHUB_OUTPUT names. Each value stands between delimiters that nobody could have foreseen, so
 * that none can pass for another output.
 *
 * @param random in hexadecimal
 */
export function renderOutputs(outputs: Outputs, random: string): string {
  const delimiter = `flowlink_${random}`;
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join('');
}

/** Of a plan that failed, nothing is known but that. */
export function planOutputs(outcome: PlanReport | PlanFailure): Outputs {
  if (!('plan' in outcome)) return failureOutputs('Plan', outcome);
  const { plan, verification } = outcome;
  const { counts, changes } = plan;
  const hasChanges = changes.length > 0;
  const isVerified = (verification ?? []).every(({ status }) => status === 'verified');
  return {
    outcome: isVerified ? (hasChanges ? 'changes' : 'no-changes') : 'not-verified',
    changes: hasChanges,
    add: counts.create + counts.replace,
    change: counts.update,
    destroy: counts.destroy + counts.replace,
    import: counts.import,
    rename: counts.move,
    forget: counts.forget,
    summary: hasChanges ? `Plan: ${totalsOf(counts, 'future')}.` : noChanges(plan),
  };
}

export function driftOutputs(outcome: { readonly drift: Drift } | PlanFailure): Outputs {
  if (!('drift' in outcome)) return failureOutputs('Comparison', outcome);
  const drifted = hasDrift(outcome.drift);
  return { outcome: drifted ? 'drift' : 'no-drift', drift: drifted, summary: driftText(outcome.drift) };
}

function failureOutputs(subject: string, { diagnostics }: PlanFailure): Outputs {
  const { errors } = bySeverity(diagnostics);
  return { outcome: 'failed', summary: `${subject} failed: ${count(errors.length, 'error')}.` };
}
