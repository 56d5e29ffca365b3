// Which changes go into one request.
import type { Change } from '@flowlink/schema';
import type { Limiter } from './limiter.ts';

/** Changes of which the backend can do several at once. */
const canShare = ({ action, config, from }: Change): boolean =>
  action !== 'forget' && config !== null && from === undefined;

/**
 * Keeps their order. Requests are filled only when there are more changes than requests that can run at once, for each of
 * them has to wait for the others in it.
 *
 * @param alone each change in a request of its own
 */
export function* requestsFor(
  changes: readonly Change[],
  limiter: Limiter,
  alone: boolean,
): Generator<readonly Change[]> {
  let next = 0;
  while (next < changes.length) {
    const most = alone
      ? 1
      : Math.min(limiter.perRequest, Math.ceil((changes.length - next) / (2 * limiter.limit)));
    const end = endOfRun(changes, next, most);
    yield changes.slice(next, end);
    next = end;
  }
}

/** @returns behind the last change that can share a request with the first */
function endOfRun(changes: readonly Change[], start: number, most: number): number {
  const others = changes.slice(start, start + most);
  const different = others.findIndex((change) => !canShare(change));
  return start + Math.max(different === -1 ? others.length : different, 1);
}
