// Times as people read them.

/** 2026-01-31T08:00:00.123Z gives 2026-01-31 08:00:00; whatever shows it says that it is UTC. */
export function timeText(time: string): string {
  return time.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1');
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day of a time in UTC. */
export function dayText(time: string): string {
  return time.slice(0, 10);
}

/** How many whole days ago that was: 45d. */
export function ageText(time: string, now: Date): string {
  return `${Math.max(Math.floor((now.getTime() - Date.parse(time)) / DAY_MS), 0)}d`;
}
