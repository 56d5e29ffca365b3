// What a plan came to, as outputs of a step of a GitHub workflow.
import { totalsOf } from './actions.ts';
import { count } from './count.ts';
import type { PlanFailure, PlanReport } from './plan-report.ts';
import { noChanges } from './plan-words.ts';

/**
 * Lines for the file that GITHUB_OUTPUT names. Each value stands between delimiters that nobody could have foreseen, so
 * that none can pass for another output.
 *
 * @param random in hexadecimal
 */
export function renderOutputs(outcome: PlanReport | PlanFailure, random: string): string {
  const delimiter = `flowlink_${random}`;
  return Object.entries(outputsOf(outcome))
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join('');
}

/** Of a plan that failed, nothing is known but that. */
function outputsOf(outcome: PlanReport | PlanFailure): Readonly<Record<string, string | number | boolean>> {
  if (!('plan' in outcome)) {
    const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error').length;
    return { outcome: 'failed', summary: `Plan failed: ${count(errors, 'error')}.` };
  }
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
