// Times as they are typed: a number of hours or days, or a date in UTC.

export const TIME_RULE = 'hours (12h), days (90d) or a date (2027-01-31), which begins at midnight in UTC';

const UNIT_MS = { h: 3_600_000, d: 86_400_000 } as const;

/**
 * @param direction where hours and days lead to: 1 is the future, -1 the past
 * @returns undefined if it is none of these, or a day that the calendar does not have
 */
export function readTime(text: string, now: Date, direction: 1 | -1): Date | undefined {
  const [, number, unit] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  if (unit !== undefined)
    return new Date(now.getTime() + direction * Number(number) * UNIT_MS[unit as 'h' | 'd']);
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  // What reads as a day that is not there, such as 30 February, may be taken for a later one.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? date : undefined;
}
