// Counts how the changes of a run end.
import type { ApplyProgress } from '@flowlink/core';
import type { Action } from '@flowlink/schema';

/** How the changes of a run have ended so far. */
export interface Tally {
  readonly done: Readonly<Record<Action, number>>;
  readonly failed: number;
  readonly notStarted: number;
  readonly underWay: number;
}

export const emptyTally: Tally = {
  done: { import: 0, create: 0, update: 0, replace: 0, move: 0, forget: 0, destroy: 0 },
  failed: 0,
  notStarted: 0,
  underWay: 0,
};

/** The tally after one more thing happened. */
export function tallyUp(tally: Tally, progress: ApplyProgress): Tally {
  const { done, failed, notStarted, underWay } = tally;
  switch (progress.type) {
    case 'change_started':
      return { ...tally, underWay: underWay + 1 };
    case 'change_done': {
      const { action } = progress.change;
      return { ...tally, done: { ...done, [action]: done[action] + 1 }, underWay: underWay - 1 };
    }
    case 'change_failed':
      return { ...tally, failed: failed + 1, underWay: underWay - 1 };
    case 'change_not_started':
      return { ...tally, notStarted: notStarted + 1 };
    case 'waiting_for_lock':
    case 'run_started':
    case 'diagnostic':
    case 'run_finished':
      return tally;
  }
}

/** How many changes were made. */
export function doneCount({ done }: Tally): number {
  return Object.values(done).reduce((sum, number) => sum + number, 0);
}
