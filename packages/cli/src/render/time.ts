// Times as people read them.

/** 2026-01-31T08:00:00.123Z gives 2026-01-31 08:00:00; whatever shows it says that it is UTC. */
export function timeText(time: string): string {
  return time.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1');
}
