// How a run is opened, loses its lock and is closed.
import { isDeepStrictEqual } from 'node:util';
import type { Actor, Lock, Run, RunClose, RunOpen } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';

export const noSuchRun: Refusal = { refused: 'run_not_found', detail: 'There is no such run.' };

export function openedRun({ id, mode, holder, commit, planned }: RunOpen, actor: Actor, now: Date): Run {
  const opened_at = now.toISOString();
  return {
    id,
    mode,
    holder,
    commit: commit ?? null,
    planned,
    actor,
    opened_at,
    closed_at: null,
    outcome: 'open',
    counts: null,
    unlocked: null,
  };
}

/** Whether the run may be one that ended without a word: it did not close, and the lock that is held now is not its own. */
export function isForsaken({ outcome, id }: Run, held: Lock | undefined): boolean {
  return outcome === 'open' && held?.run !== id;
}

/** The run once its lock was taken away by force. */
export function unlockedRun(run: Run, by: Actor, now: Date): Run {
  return { ...run, unlocked: { at: now.toISOString(), by } };
}

/**
 * The run as it is after its report; if the same report comes again, the run itself. How a run ended is for whoever opened it
 * to say.
 *
 * @param token the name of the token that reports
 */
export function closedRun(
  run: Run | undefined,
  { outcome, counts }: RunClose,
  token: string,
  now: Date,
): Run | Refusal {
  if (!run) return noSuchRun;
  if (run.actor.token !== token) {
    return { refused: 'forbidden', detail: `The run ${run.id} was opened by another token.` };
  }
  if (run.outcome === 'open') return { ...run, outcome, counts, closed_at: now.toISOString() };
  if (run.outcome === outcome && isDeepStrictEqual(run.counts, counts)) return run;
  return { refused: 'run_closed', detail: `The run was closed as ${run.outcome}.` };
}
