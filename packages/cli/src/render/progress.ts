// What happens while a plan is applied, line by line, and what it all came to.
import type { ApplyProgress, RunOutcome } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { actionWords, paintSign, totalsOf } from './actions.ts';
import { clean, cleanProse } from './clean.ts';
import { padTo, wrap } from './layout.ts';
import { paceTexts, throttledText } from './live.ts';
import type { Style } from './style.ts';
import { doneCount, type Tally } from './tally.ts';
import { spanText } from './time.ts';

const SIGN_WIDTH = 3;
const MAX_NAME_WIDTH = 40;
/** What is under way for so long is worth naming. */
const SLOW_MS = 10_000;

/** The line about a change that has ended, or nothing. @param nameWidth columns to align the names in */
export function renderProgress(progress: ApplyProgress, nameWidth: number, style: Style): string {
  const { paint } = style;
  switch (progress.type) {
    case 'change_done':
    case 'change_failed': {
      const { action, name } = progress.change;
      const done = progress.type === 'change_done';
      const what = done ? actionWords[action].past : paint.error(`not ${actionWords[action].past}`);
      const seconds = paint.quiet(`(${(progress.elapsedMs / 1000).toFixed(1)}s)`);
      const sign = done
        ? paintSign(action, SIGN_WIDTH, style)
        : paint.error(style.signs.failed.padStart(SIGN_WIDTH));
      return `${sign} ${padTo(clean(name, style), nameWidth)}  ${what}  ${seconds}\n`;
    }
    case 'change_not_started': {
      const name = padTo(clean(progress.change.name, style), nameWidth);
      const reason = cleanProse(progress.reason, style);
      return `${paint.quiet(`${style.signs.dot.padStart(SIGN_WIDTH)} ${name}  not started: ${reason}`)}\n`;
    }
    case 'waiting_for_lock': {
      const text = cleanProse(`Waiting for the lock: ${progress.detail}`, style);
      return `${wrap(text, style.width).map(paint.warning).join('\n')}\n`;
    }
    case 'concurrency_changed':
      return progress.limit < progress.maximum
        ? `${paint.warning(cleanProse(throttledText(progress.limit), style))}\n`
        : '';
    case 'run_started':
    case 'change_started':
    case 'diagnostic':
    case 'run_finished':
      return '';
  }
}

/** The width of the widest of the names, within reason. */
export function nameWidthOf(names: readonly string[]): number {
  return Math.min(Math.max(0, ...names.map((name) => stringWidth(name))), MAX_NAME_WIDTH);
}

/** A sign of life for logs, with what is under way the longest: if something hangs, that is it. @param now milliseconds since the epoch */
export function renderHeartbeat(
  tally: Tally,
  planned: number,
  seconds: number,
  now: number,
  style: Style,
): string {
  const { paint, signs } = style;
  const facts = [
    `${doneCount(tally)} of ${planned} done`,
    ...(tally.failed > 0 ? [`${tally.failed} failed`] : []),
    `${tally.underWay.length} under way`,
    ...paceTexts(tally, planned, now),
  ];
  const [oldest] = tally.underWay;
  const slow =
    oldest && now - oldest.since >= SLOW_MS
      ? `; longest: ${clean(oldest.name, style)} ${spanText(now - oldest.since)}`
      : '';
  const text = `${facts.join(', ')} (${seconds}s)${slow}`;
  return `${paint.quiet(`${signs.ellipsis.padStart(SIGN_WIDTH)} ${text}`)}\n`;
}

/** What a run came to, and what to do about it. */
export function renderSummary(tally: Tally, outcome: RunOutcome, style: Style): string {
  const { paint } = style;
  const changed = `${totalsOf(tally.done, 'past')}.`;
  switch (outcome) {
    case 'succeeded':
      return `${paint.add(`Apply complete: ${changed}`)}\n`;
    case 'nothing_to_do':
      return '';
    case 'failed':
    case 'interrupted': {
      const word = outcome === 'failed' ? 'incomplete' : 'interrupted';
      const ended = `${doneCount(tally)} done, ${tally.failed} failed, ${tally.notStarted} not started.`;
      const next = 'What is done stays done. `flowlink plan` shows what is left.';
      const head = wrap(`Apply ${word}: ${ended}`, style.width).map(paint.error);
      return `${[...head, ...wrap(next, style.width)].join('\n')}\n`;
    }
  }
}
