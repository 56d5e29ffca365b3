// The few lines that a terminal shows at the bottom while work goes on. None is wider than fits in front of the last column.
import type { VerifyResult } from '@flowlink/core';
import stringWidth from 'fast-string-width';
import { clean } from './clean.ts';
import { excerpt, shorten } from './layout.ts';
import { perSecond, rateText, timeLeft, timeLeftText } from './pace.ts';
import type { Style } from './style.ts';
import { doneCount, leftCount, type Tally } from './tally.ts';
import { spanText } from './time.ts';

const INDENT = '  ';
const MAX_BAR = 40;
const MIN_BAR = 10;
const MAX_NAME_WIDTH = 40;
/** What takes less is gone before anybody has read its name. */
const NAMED_AFTER_MS = 1_000;

/** How a wish to stop was understood. */
export type Stopping = 'politely' | 'at-once';

/** An apply while it goes on. @param planned how many changes there are @param now milliseconds since the epoch */
export function renderLiveApply(
  tally: Tally,
  planned: number,
  now: number,
  stopping: Stopping | undefined,
  style: Style,
): string[] {
  const { paint } = style;
  const [done, failed] = [doneCount(tally), tally.failed];
  const counts = [
    `${done} of ${planned} done`,
    ...(failed > 0 ? [paint.error(`${failed} failed`)] : []),
    `${leftCount(tally, planned)} left`,
  ];
  const underWay = [`${tally.underWay.length} under way`];
  // Whoever stops a run wants to know what is still under way; how long the rest would have taken is of no interest.
  const facts =
    stopping || tally.isWaitingForLock ? underWay : [...underWay, ...paceTexts(tally, planned, now)];
  const lines = [
    renderBar({ passed: done, failed, total: planned, counts }, style),
    tally.isWaitingForLock ? '' : paint.quiet(INDENT + fitting(facts, style)),
    paint.quiet(INDENT + renderSlowest(tally, now, style)),
  ];
  const notice = noticeOf(tally, stopping);
  if (notice) lines.push(paint.warning(INDENT + fitting([notice], style)));
  return ['', ...lines];
}

/** A verification while it goes on. */
export function renderLiveVerification(
  results: readonly VerifyResult[],
  total: number,
  stopping: boolean,
  style: Style,
): string[] {
  const { paint } = style;
  const wrong = results.filter(({ status }) => status !== 'verified').length;
  const verified = results.length - wrong;
  const counts = [
    `${verified} of ${total} verified`,
    ...(wrong > 0 ? [paint.error(`${wrong} not verified`)] : []),
  ];
  const bar = renderBar({ passed: verified, failed: wrong, total, counts }, style);
  const notice = INDENT + fitting(['Stopping: no further request is sent.'], style);
  return ['', bar, ...(stopping ? [paint.warning(notice)] : [])];
}

/** Rate and time left, as far as they are known. */
export function paceTexts(tally: Tally, planned: number, now: number): string[] {
  const { pace } = tally;
  if (!pace) return [];
  const rate = perSecond(pace, now);
  const left = timeLeft(pace, leftCount(tally, planned), now);
  return [
    ...(rate === undefined ? [] : [rateText(rate)]),
    ...(left === undefined ? [] : [timeLeftText(left)]),
  ];
}

function noticeOf(
  { isWaitingForLock, throttledTo }: Tally,
  stopping: Stopping | undefined,
): string | undefined {
  if (stopping === 'at-once') return 'Stopping at once, releasing the lock.';
  if (stopping) return 'Stopping. Ctrl-C again stops at once.';
  if (isWaitingForLock) return 'Waiting for the lock.';
  return throttledTo === undefined ? undefined : throttledText(throttledTo);
}

/** Why it goes slower than asked for. */
export function throttledText(limit: number): string {
  return `The backend asks for less: ${limit} at once.`;
}

/** A bar as wide as fits beside the counts, with the counts alone where that is too narrow to tell anything. */
function renderBar(
  {
    passed,
    failed,
    total,
    counts,
  }: {
    readonly passed: number;
    readonly failed: number;
    readonly total: number;
    readonly counts: readonly string[];
  },
  style: Style,
): string {
  const { paint, signs, width } = style;
  // The longest that the counts can become, so that the bar keeps its width.
  const reserved = INDENT.length * 2 + ` of  done,  failed,  left`.length + String(total).length * 4 + 1;
  const room = Math.min(width - reserved, MAX_BAR);
  if (room < MIN_BAR) return INDENT + fitting(counts, style);
  const cells = (number: number) => Math.floor((number / Math.max(total, 1)) * room);
  const red = failed > 0 ? Math.max(cells(failed), 1) : 0;
  const green = Math.max(cells(passed + failed) - red, 0);
  const parts = [
    [paint.add, signs.passed, green],
    [paint.error, signs.passed, red],
    [paint.quiet, signs.ahead, room - red - green],
  ] as const;
  const bar = parts.map(([painted, sign, length]) => (length > 0 ? painted(sign.repeat(length)) : ''));
  return `${INDENT}${bar.join('')}${INDENT}${counts.join(', ')}`;
}

/** As many of the facts, the most important first, as fit into the line; of the first as much as fits. */
function fitting(facts: readonly string[], { width, signs }: Style): string {
  const room = width - INDENT.length - 1;
  const [first = '', ...rest] = facts;
  if (stringWidth(first) > room) return excerpt(first, room, 0, signs.ellipsis).text;
  return rest.reduce((line, fact) => {
    const longer = `${line}, ${fact}`;
    return stringWidth(longer) > room ? line : longer;
  }, first);
}

/** By name what takes long, the longest first, and how many more there are: as many names as fit. */
function renderSlowest({ underWay }: Tally, now: number, style: Style): string {
  const { width, signs } = style;
  const texts = underWay
    .filter(({ since }) => now - since >= NAMED_AFTER_MS)
    .map(({ name, since }) => {
      const room = Math.min(MAX_NAME_WIDTH, width - INDENT.length - 12);
      return `${shorten(clean(name, style), room, signs.ellipsis)} ${spanText(now - since)}`;
    });
  const more = (shown: number) => (shown < texts.length ? `, ${texts.length - shown} more` : '');
  const room = width - INDENT.length - 1;
  for (let shown = texts.length; shown > 1; shown--) {
    const line = texts.slice(0, shown).join(', ') + more(shown);
    if (stringWidth(line) <= room) return line;
  }
  return fitting([`${texts[0] ?? ''}${more(Math.min(1, texts.length))}`], style);
}
