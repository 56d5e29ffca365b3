// Times as people read them.

/** 2026-01-31T08:00:00.123Z gives 2026-01-31 08:00:00; whatever shows it says that it is UTC. */
export function timeText(time: string): string {
  return time.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1');
}

/** A time span in whole seconds or minutes: 12s, 2m 05s. */
export function spanText(ms: number): string {
  const seconds = Math.floor(Math.max(ms, 0) / 1000);
  if (seconds < 60) return `${seconds}s`;
  return `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, '0')}s`;
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
