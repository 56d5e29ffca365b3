// Flags that several commands have.
import { boolean, integer, string } from '@oclif/core/flags';
import { COMMENT_LIMIT, MIN_LIMIT } from './render/markdown/fit.ts';
import type { WantedReports } from './tasks/plan-reports.ts';

/** Limits a plan to some connections. */
export function targetFlag() {
  return string({
    char: 't',
    multiple: true,
    // Otherwise `--target a b` would swallow what follows.
    multipleNonGreedy: true,
    helpValue: 'NAME',
    summary: 'Only this connection; can be repeated.',
  });
}

/** Does without a question. */
export function autoApproveFlag() {
  return boolean({ summary: 'Do not ask. Needed wherever there is no terminal, as in CI.' });
}

/** How many requests run at once. */
export function concurrencyFlag() {
  return integer({
    helpValue: 'N',
    default: 10,
    min: 1,
    max: 100,
    summary:
      'Send at most so many requests at once; fewer if the backend is busy. Up to twenty changes share one.',
  });
}

/** Says that a difference in scopes corrects the configuration and not the account. */
export function redeclareScopesFlag() {
  return string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME',
    summary: 'The API account of this connection always had the scopes that are declared now.',
  });
}

/** Checks credentials against the stores before anything is written. */
export function verifyFlag(byDefault: boolean) {
  return boolean({
    allowNo: true,
    default: byDefault,
    summary: `Ask the stores whether changed credentials, addresses and scopes are right${byDefault ? ', before anything is written' : ''}.`,
  });
}

/** Actions of workflows, in one word or several. */
export function actionsFlag(summary: string) {
  return string({
    char: 'a',
    multiple: true,
    multipleNonGreedy: true,
    delimiter: ',',
    helpValue: 'ACTION',
    summary,
  });
}

/** How long to wait for another run. */
export function lockTimeoutFlag() {
  return integer({
    helpValue: 'SECONDS',
    default: 0,
    min: 0,
    max: 86_400,
    summary: 'Wait so long while another run holds the lock of the workspace.',
  });
}

/** Lets the first failure be the last. */
export function failFastFlag() {
  return boolean({
    default: false,
    summary: 'Start nothing more once a change has failed; without it the others go on.',
  });
}

/** Reports of problems for machines, beside whatever else is printed. */
export function problemReportFlags() {
  return {
    sarif: string({ helpValue: 'FILE', summary: 'Also write the problems as SARIF, for code scanning.' }),
    junit: string({
      helpValue: 'FILE',
      summary: 'Also write what was checked as a JUnit report, for GitLab and others.',
    }),
  };
}

/** Shows a plan down to the last field. */
export function fullFlag() {
  return boolean({ default: false, summary: 'Show everything, also what is long or alike and only adds.' });
}

/** Markdown in a file. @param summary what is written there */
export function markdownFlags(summary: string) {
  return {
    markdown: string({ helpValue: 'FILE', summary, helpGroup: 'REPORT' }),
    'markdown-limit': integer({
      helpValue: 'N',
      default: COMMENT_LIMIT,
      min: MIN_LIMIT,
      summary: 'Write no more characters of Markdown than that.',
      helpGroup: 'REPORT',
    }),
  };
}

/** Reports of a plan in files. */
export function planReportFlags() {
  return {
    ...markdownFlags('Write the plan, or why there is none, as Markdown for a comment on GitHub.'),
    html: string({
      helpValue: 'FILE',
      summary: 'Write the plan as one page for a browser, which needs nothing else.',
      helpGroup: 'REPORT',
    }),
  };
}

/** The reports that flags ask for. */
export function wantedReports(flags: {
  readonly markdown: string | undefined;
  readonly 'markdown-limit': number;
  readonly html: string | undefined;
}): WantedReports {
  return { files: { markdown: flags.markdown, html: flags.html }, markdownLimit: flags['markdown-limit'] };
}
