// What a verification found out: connection by connection, and in all.
import type { VerifyResult } from '@flowlink/core';
import type { Check } from '@flowlink/schema';
import stringWidth from 'string-width';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { padTo, wrap } from './layout.ts';
import type { Style } from './style.ts';

/** Up to so many connections are shown check by check; beyond, what is fine takes one line. */
const FEW = 5;
const MAX_WIDTH = 120;
const MIN_REASON_WIDTH = 30;

const words: Readonly<Record<VerifyResult['status'], string>> = {
  verified: 'verified',
  failed: 'contradicted',
  unreachable: 'could not be verified',
  stopped: 'not finished',
};

/** All results, in their order. */
export function renderVerification(results: readonly VerifyResult[], style: Style): string {
  const few = results.length <= FEW;
  const nameWidth = Math.max(0, ...results.map(({ name }) => stringWidth(name)));
  const blocks = results.map((result) => {
    const head = headline(result, few ? 0 : nameWidth, few, style);
    return few && hasRows(result) ? [head, ...checkRows(result, style), ''].join('\n') : head;
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
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
  const word =
    status === 'verified' ? words[status] : paint[status === 'failed' ? 'error' : 'warning'](words[status]);
  return `${sign} ${padTo(clean(name, style), nameWidth)}  ${word}${rest}`;
}

function checkRows({ checks, overGranted }: VerifyResult, style: Style): string[] {
  const subjects = [...checks.map(({ field, item }) => item ?? field), ...overGranted];
  const width = Math.max(...subjects.map((subject) => stringWidth(subject)));
  return [
    ...checks.flatMap((check) => checkRow(check, width, style)),
    ...overGranted.map(
      (scope) =>
        `    ${padTo(clean(scope, style), width)}  ${style.paint.warning('granted but not declared')}`,
    ),
  ];
}

function checkRow({ field, item, status, reason }: Check, width: number, style: Style): string[] {
  const { paint } = style;
  const subject = padTo(clean(item ?? field, style), width);
  const word = { verified: paint.add, contradicted: paint.error, unverifiable: paint.quiet }[status](status);
  const head = `    ${subject}  ${word}`;
  if (reason === undefined) return [head];
  const indent = 4 + width + 2;
  const room = Math.max(Math.min(style.width, MAX_WIDTH) - indent, MIN_REASON_WIDTH);
  const text = wrap(cleanProse(reason, style), room);
  return [head, ...text.map((line) => `${' '.repeat(indent)}${paint.quiet(line)}`)];
}

/** One line for the end. */
export function renderVerifySummary(results: readonly VerifyResult[], { paint }: Style): string {
  const tally = tallyOf(results);
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const text = `${count(results.length, 'connection')}: ${tally || 'nothing to verify'} (${count(requests, 'request')}).`;
  return results.every(({ status }) => status === 'verified') ? paint.add(text) : paint.error(text);
}

/** One line while it goes on. */
export function renderVerifyProgress(results: readonly VerifyResult[], { paint, signs }: Style): string {
  return paint.quiet(`${signs.ellipsis} verifying: ${tallyOf(results) || 'none done yet'}`);
}

function tallyOf(results: readonly VerifyResult[]): string {
  const statuses = Object.keys(words) as VerifyResult['status'][];
  return statuses
    .map((status) => [results.filter((result) => result.status === status).length, words[status]] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}
