// Carries out a plan exactly as it stands, confining each failure to its connection.
import type { Change, LockHolder, Plan, RunMode, Verification } from '@flowlink/schema';
import { describeFailure, type Failure, type Subject, stopsEverything } from '../backend/failure.ts';
import type { Backend, Result } from '../backend/port.ts';
import type { Clock } from '../clock.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { PlanSecrets } from '../plan/staleness.ts';
import { acquireLease, LEASE_SECONDS, type Lease } from './lease.ts';
import type { Limiter } from './limiter.ts';
import { Outcomes } from './outcomes.ts';
import { perform } from './perform.ts';
import type { ApplyProgress, RunOutcome } from './progress.ts';
import { requestsFor } from './requests.ts';
import { runAll } from './run-changes.ts';

export interface ApplyInput {
  readonly plan: Plan;
  readonly secrets: PlanSecrets;
  /** What the stores said of the connections that were verified, by name. */
  readonly verifications: ReadonlyMap<string, Verification>;
  /** What is declared of the connection that a change is about. */
  readonly subjectOf: (change: Change) => Subject;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly limiter: Limiter;
  /** The run's ID, new for every run. */
  readonly run: string;
  readonly holder: LockHolder;
  readonly commit?: string;
  /** What the run is called in the history, if not by its plan. */
  readonly mode?: RunMode;
  /** Start nothing more once a change has failed. */
  readonly failFast: boolean;
  /** How long to wait for another run's lock; 0 does not wait at all. */
  readonly lockTimeoutSeconds: number;
  /** Aborting it finishes what is under way and starts nothing more. */
  readonly stop: AbortSignal;
  /** Aborting it too waits for nothing that is under way; the lock is released all the same. */
  readonly abandon: AbortSignal;
  readonly report: (progress: ApplyProgress) => void;
}

/** How long a run waits for each of its last two requests, if somebody gave it up or the backend did not answer. */
const PARTING_MS = { given_up: 2_000, out_of_reach: 10_000 };

/** Every change of the plan is reported exactly once as done, failed or not started; `run_finished` comes last. */
export async function applyPlan(input: ApplyInput): Promise<RunOutcome> {
  const { plan, backend, clock, run, report, stop, abandon } = input;
  const changes = inSafeOrder(plan.changes);
  const outcomes = new Outcomes(changes, report);
  const finish = (outcome: RunOutcome, opened: boolean): RunOutcome => {
    report({ type: 'run_finished', ...(opened ? { run } : {}), outcome, ...outcomes.counts });
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
    outcomes.leaveOut('the lock was not acquired');
    return finish(stop.aborted ? 'interrupted' : 'failed', false);
  }
  const { lease } = locked;
  let isOutOfReach = false;
  // What is still to be said to the backend then gets little time.
  const parting = <T>(request: Promise<T>): Promise<T | undefined> => {
    const within = abandon.aborted ? PARTING_MS.given_up : isOutOfReach ? PARTING_MS.out_of_reach : undefined;
    return within === undefined
      ? request
      : Promise.race([request, clock.sleep(within).then(() => undefined)]);
  };
  const underLock = async (): Promise<{ outcome: RunOutcome; opened: boolean }> => {
    const opened = await backend.openRun({
      id: run,
      mode: input.mode ?? plan.mode,
      holder: input.holder,
      ...(input.commit === undefined ? {} : { commit: input.commit }),
      planned: changes.length,
    });
    if (!opened.ok) {
      isOutOfReach = opened.failure.kind !== 'problem';
      report({ type: 'diagnostic', diagnostic: describeFailure(opened.failure) });
      outcomes.leaveOut('the run could not be opened');
      return { outcome: 'failed', opened: false };
    }
    report({ type: 'run_started', run, at: clock.now() });

    const { reason, fatal } = await carryOut(changes, outcomes, lease, input);
    isOutOfReach = fatal !== undefined && fatal.kind !== 'problem';
    outcomes.giveUp(clock.now(), (change) => abandoned(input.subjectOf(change)));
    const lost = lease.lost();
    if (lost) report({ type: 'diagnostic', diagnostic: lost });
    outcomes.leaveOut(reason);

    const { failed, not_started } = outcomes.counts;
    const outcome = failed + not_started === 0 ? 'succeeded' : stop.aborted ? 'interrupted' : 'failed';
    const closed = await parting(backend.closeRun(run, outcome, outcomes.counts));
    if (closed?.ok === false) report({ type: 'diagnostic', diagnostic: describeFailure(closed.failure) });
    return { outcome, opened: true };
  };
  const letGo = async (): Promise<void> => {
    const released = await parting(lease.release());
    // Otherwise it was told already what is the matter.
    if (released?.ok !== true && !isOutOfReach && !lease.lost())
      report({ type: 'diagnostic', diagnostic: lockLeft });
  };
  let ended: { outcome: RunOutcome; opened: boolean };
  try {
    ended = await underLock();
  } finally {
    await letGo();
  }
  return finish(ended.outcome, ended.opened);
}

const lockLeft = diagnostic('lock-left', {
  detail: `The backend did not confirm that the workspace's lock was released. If it was not, it frees itself ${LEASE_SECONDS} seconds after it was last extended.`,
  fix: `Nothing has to be done. Until then an apply waits with --lock-timeout ${LEASE_SECONDS}.`,
});

/**
 * Makes the changes until all are made, something stops the run, or nobody waits for what is under way any more.
 *
 * @returns why changes that were not started were not, and the failure that every further one would have met
 */
async function carryOut(
  changes: readonly Change[],
  outcomes: Outcomes,
  lease: Lease,
  input: ApplyInput,
): Promise<{ reason: string; fatal: Failure | undefined }> {
  const { clock, stop, abandon, limiter, failFast } = input;
  let fatal: Failure | undefined;
  const stopped = () =>
    stop.aborted ||
    fatal !== undefined ||
    lease.lost() !== undefined ||
    (failFast && outcomes.counts.failed > 0);
  const stopWatching = limiter.watch((limit) => {
    input.report({ type: 'concurrency_changed', limit, maximum: limiter.maximum, at: clock.now() });
  });
  const conclude = (change: Change, result: Result<unknown>): void => {
    if (result.ok) {
      outcomes.done(change, clock.now());
      return;
    }
    if (stopsEverything(result.failure)) fatal ??= result.failure;
    outcomes.fail(change, clock.now(), describeFailure(result.failure, input.subjectOf(change)));
  };
  const all = runAll(requestsFor(changes, limiter, failFast), limiter, stopped, async (request) => {
    for (const change of request) outcomes.start(change, clock.now());
    const results = await perform(request, input);
    for (const [index, change] of request.entries()) conclude(change, results[index] as Result<unknown>);
    if (results.some(({ ok }) => ok)) limiter.succeeded();
  });
  await Promise.race([all, aborted(abandon)]);
  stopWatching();
  const couldGoOn = !fatal && !lease.lost();
  const reason = couldGoOn ? 'another change failed' : 'the run could not go on';
  return { reason: stop.aborted ? 'the run was interrupted' : reason, fatal };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function abandoned({ connection, placeOf }: Subject): Diagnostic {
  return diagnostic('change-abandoned', {
    ...placeOf([]),
    connection,
    detail: `The change of “${connection}” was under way when the run was stopped at once, so it may or may not have been made.`,
    fix: '`flowlink plan` shows whether it was.',
  });
}

/** What takes away comes last, so that nothing is gone yet if the token or the backend turns out to be unusable. */
function inSafeOrder(changes: readonly Change[]): Change[] {
  const takesAway = ({ action }: Change) => action === 'destroy' || action === 'forget';
  return [...changes.filter((change) => !takesAway(change)), ...changes.filter(takesAway)];
}
