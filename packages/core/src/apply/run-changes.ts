// Runs work side by side, as much as the limiter allows, until it is done or something stops it.
import type { Limiter } from './limiter.ts';

/**
 * Works through the items in order of start, each of which is asked for when there is room for it. Once `stopped` says so no
 * further item is started; those under way finish.
 */
export async function runAll<T>(
  items: Iterable<T>,
  limiter: Limiter,
  stopped: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const left = items[Symbol.iterator]();
  let isAtEnd = false;
  while (!isAtEnd && !stopped()) {
    while (!isAtEnd && underWay.size < limiter.limit && !stopped()) {
      const next = left.next();
      isAtEnd = next.done === true;
      if (next.done) break;
      const task = work(next.value).finally(() => underWay.delete(task));
      underWay.add(task);
    }
    // A race of nothing never ends.
    if (underWay.size > 0) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
