// Carries out a plan exactly as it stands, confining each failure to its connection.
import type { ApplyEvent, Change, LockHolder, Plan, RunCounts, Verification } from '@flowlink/schema';
import { describeFailure, type Failure, stopsEverything } from '../backend/failure.ts';
import type { Backend } from '../backend/port.ts';
import type { Clock } from '../clock.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PlanSecrets } from '../plan/staleness.ts';
import { acquireLease } from './lease.ts';
import type { Limiter } from './limiter.ts';
import { perform } from './perform.ts';
import { runAll } from './run-changes.ts';

/** What happens while a plan is applied. Diagnostics keep their offsets; a renderer turns them into lines. */
export type ApplyProgress =
  /** Another run holds the lock: who, where and since when. */
  | { readonly type: 'waiting_for_lock'; readonly detail: string }
  | { readonly type: 'run_started'; readonly run: string; readonly at: Date }
  | { readonly type: 'change_started'; readonly change: Change; readonly at: Date }
  | { readonly type: 'change_done'; readonly change: Change; readonly at: Date; readonly elapsedMs: number }
  | {
      readonly type: 'change_failed';
      readonly change: Change;
      readonly at: Date;
      readonly elapsedMs: number;
      readonly diagnostic: Diagnostic;
    }
  | { readonly type: 'change_not_started'; readonly change: Change; readonly reason: string }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | ({ readonly type: 'run_finished'; readonly run?: string; readonly outcome: RunOutcome } & RunCounts);

/** How a run ended. */
export type RunOutcome = Extract<ApplyEvent, { type: 'run_finished' }>['outcome'];

export interface ApplyInput {
  readonly plan: Plan;
  readonly secrets: PlanSecrets;
  /** What the stores said of the connections that were verified, by name. */
  readonly verifications: ReadonlyMap<string, Verification>;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly limiter: Limiter;
  /** The run's ID, new for every run. */
  readonly run: string;
  readonly holder: LockHolder;
  readonly commit?: string;
  /** Start nothing more once a change has failed. */
  readonly failFast: boolean;
  /** How long to wait for another run's lock; 0 does not wait at all. */
  readonly lockTimeoutSeconds: number;
  /** Aborting it finishes what is under way and starts nothing more. */
  readonly stop: AbortSignal;
  readonly report: (progress: ApplyProgress) => void;
}

/** Every change of the plan is reported exactly once as done, failed or not started; `run_finished` comes last. */
export async function applyPlan(input: ApplyInput): Promise<RunOutcome> {
  const { plan, backend, clock, run, report, stop } = input;
  const changes = inSafeOrder(plan.changes);
  const counts: RunCounts = { done: 0, failed: 0, not_started: 0 };
  const leaveOut = (left: readonly Change[], reason: string) => {
    for (const change of left) {
      counts.not_started++;
      report({ type: 'change_not_started', change, reason });
    }
  };
  const finish = (outcome: RunOutcome, opened: boolean): RunOutcome => {
    report({ type: 'run_finished', ...(opened ? { run } : {}), outcome, ...counts });
    return outcome;
  };
  if (changes.length === 0) return finish('nothing_to_do', false);

  const locked = await acquireLease({
    backend,
    run,
    holder: input.holder,
    clock,
    timeoutSeconds: input.lockTimeoutSeconds,
    stop,
    onWait: ({ detail }) => report({ type: 'waiting_for_lock', detail }),
  });
  if (!locked.ok) {
    report({ type: 'diagnostic', diagnostic: locked.diagnostic });
    leaveOut(changes, 'the lock was not acquired');
    return finish(stop.aborted ? 'interrupted' : 'failed', false);
  }
  const { lease } = locked;
  try {
    const opened = await backend.openRun({
      id: run,
      mode: plan.mode,
      holder: input.holder,
      ...(input.commit === undefined ? {} : { commit: input.commit }),
      planned: changes.length,
    });
    if (!opened.ok) {
      report({ type: 'diagnostic', diagnostic: describeFailure(opened.failure) });
      leaveOut(changes, 'the run could not be opened');
      return finish('failed', false);
    }
    report({ type: 'run_started', run, at: clock.now() });

    let fatal: Failure | undefined;
    const stopped = () =>
      stop.aborted ||
      fatal !== undefined ||
      lease.lost() !== undefined ||
      (input.failFast && counts.failed > 0);
    const left = await runAll(changes, input.limiter, stopped, async (change) => {
      const startedAt = clock.now();
      report({ type: 'change_started', change, at: startedAt });
      const result = await perform(change, input);
      const at = clock.now();
      const timing = { change, at, elapsedMs: Math.max(at.getTime() - startedAt.getTime(), 0) };
      if (result.ok) {
        counts.done++;
        input.limiter.succeeded();
        report({ type: 'change_done', ...timing });
      } else {
        counts.failed++;
        if (stopsEverything(result.failure)) fatal ??= result.failure;
        report({
          type: 'change_failed',
          ...timing,
          diagnostic: describeFailure(result.failure, { connection: change.name }),
        });
      }
    });
    const lost = lease.lost();
    if (lost) report({ type: 'diagnostic', diagnostic: lost });
    leaveOut(
      left,
      stop.aborted
        ? 'the run was interrupted'
        : fatal || lost
          ? 'the run could not go on'
          : 'another change failed',
    );

    const outcome =
      counts.failed + counts.not_started === 0 ? 'succeeded' : stop.aborted ? 'interrupted' : 'failed';
    const closed = await backend.closeRun(run, outcome, counts);
    if (!closed.ok) report({ type: 'diagnostic', diagnostic: describeFailure(closed.failure) });
    return finish(outcome, true);
  } finally {
    await lease.release();
  }
}

/** What takes away comes last, so that nothing is gone yet if the token or the backend turns out to be unusable. */
function inSafeOrder(changes: readonly Change[]): Change[] {
  const takesAway = ({ action }: Change) => action === 'destroy' || action === 'forget';
  return [...changes.filter((change) => !takesAway(change)), ...changes.filter(takesAway)];
}
