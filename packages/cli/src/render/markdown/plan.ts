// A plan in GitHub's Markdown, for a comment or a job's summary: what would be lost first, and never too long.
import type { Plan } from '@flowlink/schema';
import { totalsOf } from '../actions.ts';
import { eachAlone, groupAlike, isLarge } from '../alike.ts';
import { count } from '../count.ts';
import type { PlanFailure, PlanReport } from '../plan-report.ts';
import { leftAlone, noChanges } from '../plan-words.ts';
import { timeText } from '../time.ts';
import { changeEntries, isDestructive } from './changes.ts';
import { failureDraft } from './failure.ts';
import { type Draft, fitInto, type Limit } from './fit.ts';
import { marker, short } from './head.ts';
import { markdown, prose } from './inert.ts';
import { problemEntries } from './problems.ts';
import { verificationSection, verifiedSentence } from './verification.ts';

/** So many destructive changes unfold by themselves. */
const MAX_OPEN = 5;
/** So many targets are named. */
const MAX_TARGETS = 5;

/** The plan, or why there is none. @param limit at least `MIN_LIMIT` */
export function renderMarkdown(outcome: PlanReport | PlanFailure, limit: Limit): string {
  return fitInto('plan' in outcome ? draftOfPlan(outcome) : failureDraft('plan', outcome), limit);
}

function draftOfPlan({ plan, diagnostics, verification }: PlanReport): Draft {
  const { changes, counts, workspace } = plan;
  const [destructive, others] = [
    changes.filter(isDestructive),
    changes.filter((change) => !isDestructive(change)),
  ];
  const title = changes.length === 0 ? noChanges(plan) : `Plan: ${totalsOf(counts, 'future')}.`;
  const wrong = (verification ?? []).filter(({ status }) => status !== 'verified').length;
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const head = [
    marker('plan', workspace),
    `### ${title}`,
    subject(plan),
    ...(destructive.length > 0 ? [lossAlert(plan)] : []),
    ...(wrong > 0
      ? [
          alert(
            'WARNING',
            `${count(wrong, 'connection')} could not be verified against the stores, so apply would refuse this plan.`,
          ),
        ]
      : []),
  ];
  return {
    head: head.join('\n\n'),
    sections: [
      {
        heading: '#### Destroyed, replaced or forgotten',
        entries: changeEntries(eachAlone(destructive), destructive.length <= MAX_OPEN),
      },
      verificationSection(verification ?? []),
      {
        heading: hasErrors ? '#### Errors and warnings' : '#### Warnings',
        entries: problemEntries(diagnostics),
      },
      {
        heading: destructive.length > 0 ? '#### Other changes' : '#### Changes',
        entries: changeEntries(isLarge(plan) ? groupAlike(others) : eachAlone(others), false),
      },
    ],
    foot: [verifiedSentence(verification), leftAlone(plan)]
      .filter((text) => text !== '')
      .map((text) => prose(text, markdown))
      .join('\n\n'),
    elsewhere: '`flowlink plan --full` shows everything.',
  };
}

function subject({ workspace, backend_url, created_at, tool_version, targets }: Plan): string {
  const named = targets.slice(0, MAX_TARGETS).map(short);
  const more = targets.length - named.length;
  const only = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const made = `planned on ${short(`${timeText(created_at)} UTC`)} by flowlink ${short(tool_version)}`;
  return `Workspace ${short(workspace)} on ${short(backend_url)}, ${made}.${only === '' ? '' : ` Limited to ${only}.`}`;
}

function lossAlert({ counts: { destroy, replace, forget } }: Plan): string {
  const parts = [
    [destroy, 'destroyed'],
    [replace, 'replaced (destroyed and created anew)'],
    [forget, 'forgotten'],
  ] as const;
  const [first, ...rest] = parts.filter(([number]) => number > 0);
  const said = [
    ...(first ? [`${count(first[0], 'connection')} will be ${first[1]}`] : []),
    ...rest.map(([number, word]) => `${number} ${word}`),
  ];
  return alert(destroy + replace > 0 ? 'CAUTION' : 'WARNING', `${said.join(', ')}.`);
}

/** GitHub shows it in a box. */
function alert(kind: 'CAUTION' | 'WARNING', text: string): string {
  return `> [!${kind}]\n> **${text}**`;
}
