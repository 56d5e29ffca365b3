// What was not to be had, and what is wrong, in place of a plan or a comparison.
import { count } from '../count.ts';
import type { PlanFailure } from '../plan-report.ts';
import { bySeverity } from '../severity.ts';
import type { Draft } from './fit.ts';
import { marker, short } from './head.ts';
import { problemEntries } from './problems.ts';

const words = {
  plan: { title: 'Plan failed', sentence: 'There is no plan' },
  drift: { title: 'Comparison failed', sentence: 'Nothing could be compared' },
};

export function failureDraft(subject: 'plan' | 'drift', { workspace, diagnostics }: PlanFailure): Draft {
  const { errors } = bySeverity(diagnostics);
  const { title, sentence } = words[subject];
  const where = workspace === undefined ? '' : ` for workspace ${short(workspace)}`;
  return {
    head: [
      marker(subject, workspace),
      `### ${title}: ${count(errors.length, 'error')}.`,
      `${sentence}${where}, and nothing was changed.`,
    ].join('\n\n'),
    sections: [{ heading: '', entries: problemEntries(diagnostics) }],
    foot: '',
    elsewhere: `\`flowlink ${subject}\` shows everything.`,
  };
}
