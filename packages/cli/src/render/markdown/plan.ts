// A plan in GitHub's Markdown, for a comment or a job's summary: what would be lost first, and never too long.
import type { Plan } from '@flowlink/schema';
import { totalsOf } from '../actions.ts';
import { eachAlone, groupAlike, isLarge } from '../alike.ts';
import { count } from '../count.ts';
import type { PlanFailure, PlanReport } from '../plan-report.ts';
import { leftAlone, noChanges } from '../plan-words.ts';
import { timeText } from '../time.ts';
import { changeEntries, isDestructive } from './changes.ts';
import { type Draft, fitInto, type Limit } from './fit.ts';
import { markdown, oneLine, prose } from './inert.ts';
import { problemEntries } from './problems.ts';
import { verificationSection, verifiedSentence } from './verification.ts';

/** So many destructive changes unfold by themselves. */
const MAX_OPEN = 5;
/** So many targets are named. */
const MAX_TARGETS = 5;
/** As long as a name can be, and most addresses are. */
const MAX_NAME = 64;

/** The plan, or why there is none. @param limit at least `MIN_LIMIT` */
export function renderMarkdown(outcome: PlanReport | PlanFailure, limit: Limit): string {
  return fitInto('plan' in outcome ? draftOfPlan(outcome) : draftOfFailure(outcome), limit);
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
    marker(workspace),
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
    elsewhere: ELSEWHERE,
  };
}

function draftOfFailure({ workspace, diagnostics }: PlanFailure): Draft {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const where = workspace === undefined ? '' : ` for workspace ${short(workspace)}`;
  return {
    head: [
      marker(workspace),
      `### Plan failed: ${count(errors, 'error')}.`,
      `There is no plan${where}, and nothing was changed.`,
    ].join('\n\n'),
    sections: [{ heading: '', entries: problemEntries(diagnostics) }],
    foot: '',
    elsewhere: ELSEWHERE,
  };
}

const ELSEWHERE = '`flowlink plan` shows everything.';

/** Nobody sees it, and whoever updates the comment finds it. Names hold nothing that could end it. */
function marker(workspace: string | undefined): string {
  const name = workspace?.slice(0, MAX_NAME).replace(/[^a-z0-9_-]/gi, '?');
  return `<!-- flowlink-plan${name ? `: ${name}` : ''} -->`;
}

function subject({ workspace, backend_url, created_at, tool_version, targets }: Plan): string {
  const named = targets.slice(0, MAX_TARGETS).map(short);
  const more = targets.length - named.length;
  const only = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const made = `planned on ${short(`${timeText(created_at)} UTC`)} by flowlink ${short(tool_version)}`;
  return `Workspace ${short(workspace)} on ${short(backend_url)}, ${made}.${only === '' ? '' : ` Limited to ${only}.`}`;
}

/** What always stands there must not take all the room. */
function short(text: string): string {
  return markdown.code(oneLine(text, MAX_NAME));
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
