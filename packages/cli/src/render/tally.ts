// Keeps track of a run: how its changes end, how fast, and what is under way.
import type { ApplyProgress } from '@flowlink/core';
import type { Action } from '@flowlink/schema';
import { type Pace, paceAfter, paceFrom } from './pace.ts';

/** A change that has begun. */
export interface UnderWay {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** How the changes of a run have ended so far. */
export interface Tally {
  readonly done: Readonly<Record<Action, number>>;
  readonly failed: number;
  readonly notStarted: number;
  /** Those that began first come first. */
  readonly underWay: readonly UnderWay[];
  /** From the moment the run is open. */
  readonly pace?: Pace;
  /** How many requests may run at once, if that is fewer than were wished for. */
  readonly throttledTo?: number;
  readonly isWaitingForLock: boolean;
}

export const emptyTally: Tally = {
  done: { import: 0, create: 0, update: 0, replace: 0, move: 0, forget: 0, destroy: 0 },
  failed: 0,
  notStarted: 0,
  underWay: [],
  isWaitingForLock: false,
};

/** The tally after one more thing happened. */
export function tallyUp(tally: Tally, progress: ApplyProgress): Tally {
  const { done, failed, notStarted, underWay } = tally;
  switch (progress.type) {
    case 'waiting_for_lock':
      return { ...tally, isWaitingForLock: true };
    case 'run_started':
      return { ...tally, isWaitingForLock: false, pace: paceFrom(progress.at.getTime()) };
    case 'concurrency_changed': {
      const { throttledTo, ...rest } = tally;
      return progress.limit < progress.maximum ? { ...rest, throttledTo: progress.limit } : rest;
    }
    case 'change_started': {
      const begun = { name: progress.change.name, since: progress.at.getTime() };
      return { ...tally, underWay: [...underWay, begun] };
    }
    case 'change_done': {
      const { action } = progress.change;
      return { ...afterEnd(tally, progress), done: { ...done, [action]: done[action] + 1 } };
    }
    case 'change_failed':
      return { ...afterEnd(tally, progress), failed: failed + 1 };
    case 'change_not_started':
      return { ...tally, notStarted: notStarted + 1 };
    case 'diagnostic':
      return tally;
    case 'run_finished':
      return { ...tally, isWaitingForLock: false };
  }
}

function afterEnd(
  tally: Tally,
  { change, at }: Extract<ApplyProgress, { type: 'change_done' | 'change_failed' }>,
): Tally {
  const { pace, underWay } = tally;
  return {
    ...tally,
    underWay: underWay.filter(({ name }) => name !== change.name),
    ...(pace ? { pace: paceAfter(pace, at.getTime()) } : {}),
  };
}

/** How many changes were made. */
export function doneCount({ done }: Tally): number {
  return Object.values(done).reduce((sum, number) => sum + number, 0);
}

/** How many of the planned changes have not ended: neither made nor failed nor left out. */
export function leftCount(tally: Tally, planned: number): number {
  return planned - doneCount(tally) - tally.failed - tally.notStarted;
}
