// What the operating system knows of this process.
import type { ProcessFigures } from '../metrics/metrics.ts';

export function processFigures(): ProcessFigures {
  const { user, system } = process.cpuUsage();
  return {
    residentBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1_000_000,
    startedAt: Math.round(Date.now() / 1000 - process.uptime()),
  };
}
