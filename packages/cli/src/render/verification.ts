// What a verification found out: connection by connection, and in all.
import type { VerifyResult } from '@flowlink/core';
import type { Check } from '@flowlink/schema';
import stringWidth from 'fast-string-width';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { padTo, wrap } from './layout.ts';
import { nameWidthOf } from './progress.ts';
import type { Style } from './style.ts';

/** Up to so many connections are shown check by check; beyond, what is fine takes one line. */
const FEW = 5;
const MAX_WIDTH = 120;
const MIN_REASON_WIDTH = 30;

export type Outcome = VerifyResult['status'] | 'unresolved';

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  verified: 'verified',
  failed: 'contradicted',
  unresolved: 'not asked',
  unreachable: 'could not be verified',
  stopped: 'not finished',
};

/** Where a variable is missing, nothing was asked, so nothing is contradicted. */
export function outcomeOf({ status, checks }: VerifyResult): Outcome {
  return status === 'failed' && checks.length === 0 ? 'unresolved' : status;
}

/** What became of one connection, in words. */
export function outcomeText(result: VerifyResult): string {
  return outcomeWords[outcomeOf(result)];
}

/** All results, in their order. */
export function renderVerification(results: readonly VerifyResult[], style: Style): string {
  const few = results.length <= FEW;
  const nameWidth = nameWidthOf(results.map(({ name }) => clean(name, style)));
  const isOpen = few && results.some(hasRows);
  const blocks = results.map((result) => {
    const head = headline(result, few ? 0 : nameWidth, few, style);
    return few && hasRows(result) ? [head, ...checkRows(result, style)].join('\n') : head;
  });
  return blocks.length === 0 ? '' : `${blocks.join(isOpen ? '\n\n' : '\n')}\n`;
}

/** A store that could not be asked says nothing about any field. */
function hasRows({ status, checks }: VerifyResult): boolean {
  return (
    checks.length > 0 && (status !== 'unreachable' || checks.some((check) => check.status === 'verified'))
  );
}

function headline(result: VerifyResult, nameWidth: number, few: boolean, style: Style): string {
  const { paint, signs } = style;
  const { status, checks, name } = result;
  const sign =
    status === 'verified'
      ? paint.add(signs.done)
      : status === 'failed'
        ? paint.error(signs.failed)
        : paint.warning('!');
  const open = checks.filter((check) => check.status === 'unverifiable').length;
  const rest = !few && status === 'verified' && open > 0 ? paint.quiet(` (${open} unverifiable)`) : '';
  const text = outcomeText(result);
  const word = status === 'verified' ? text : paint[status === 'failed' ? 'error' : 'warning'](text);
  return `${sign} ${padTo(clean(name, style), nameWidth)}  ${word}${rest}`;
}

function checkRows({ checks, overGranted }: VerifyResult, style: Style): string[] {
  const subjects = [...checks.map(subjectOf), ...overGranted].map((subject) => clean(subject, style));
  const width = Math.max(...subjects.map((subject) => stringWidth(subject)));
  return [
    ...checks.flatMap((check) => checkRow(check, width, style)),
    ...overGranted.map(
      (scope) =>
        `    ${padTo(clean(scope, style), width)}  ${style.paint.warning('granted but not declared')}`,
    ),
  ];
}

function subjectOf({ field, item }: Check): string {
  return item ?? field;
}

function checkRow(check: Check, width: number, style: Style): string[] {
  const { status, reason } = check;
  const { paint } = style;
  const subject = padTo(clean(subjectOf(check), style), width);
  const word = { verified: paint.add, contradicted: paint.error, unverifiable: paint.quiet }[status](status);
  const head = `    ${subject}  ${word}`;
  if (reason === undefined) return [head];
  const available = Math.min(style.width, MAX_WIDTH);
  const beside = 4 + width + 2;
  // Where the second column has no room for it, the reason goes below the first.
  const indent = available - beside < MIN_REASON_WIDTH ? 6 : beside;
  const room = Math.max(available - indent, MIN_REASON_WIDTH);
  const text = wrap(cleanProse(reason, style), room);
  return [head, ...text.map((line) => `${' '.repeat(indent)}${paint.quiet(line)}`)];
}

/** A line for the end, without its line end; several if the terminal is narrow. */
export function renderVerifySummary(results: readonly VerifyResult[], { paint, width }: Style): string {
  const tally = tallyOf(results);
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const text = `${count(results.length, 'connection')}: ${tally || 'nothing to verify'} (${count(requests, 'request')}).`;
  const passed = results.every(({ status }) => status === 'verified');
  return wrap(text, width)
    .map(passed ? paint.add : paint.error)
    .join('\n');
}

/** A sign of life for logs, short enough for any terminal. @param total how many there are to verify */
export function renderVerifyProgress(
  results: readonly VerifyResult[],
  total: number,
  { paint, signs }: Style,
): string {
  const wrong = results.filter(({ status }) => status !== 'verified').length;
  const text = `verifying: ${results.length} of ${total}${wrong > 0 ? `, ${wrong} not verified` : ''}`;
  return paint.quiet(`${signs.ellipsis} ${text}`);
}

function tallyOf(results: readonly VerifyResult[]): string {
  const outcomes = Object.keys(outcomeWords) as Outcome[];
  return outcomes
    .map(
      (outcome) =>
        [results.filter((each) => outcomeOf(each) === outcome).length, outcomeWords[outcome]] as const,
    )
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}
