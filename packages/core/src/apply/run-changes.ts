// Runs changes side by side, as many as the limiter allows, until they are done or something stops them.
import type { Limiter } from './limiter.ts';

/**
 * Works through the items in order of start. Once `stopped` says so no further item is started; those under way finish.
 */
export async function runAll<T>(
  items: readonly T[],
  limiter: Limiter,
  stopped: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let next = 0;
  while (next < items.length && !stopped()) {
    while (underWay.size < limiter.limit && next < items.length && !stopped()) {
      const task = work(items[next] as T).finally(() => underWay.delete(task));
      underWay.add(task);
      next++;
    }
    await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
