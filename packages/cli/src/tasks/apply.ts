// Obtains a plan, has it approved and carries it out, for people or for programs.
import {
  diagnostic,
  type Planned,
  type Ports,
  plan,
  plannedEvent,
  type Report,
  reopenPlan,
  type VerifyResult,
  verifiedEvent,
} from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { describeUnexpected } from '../edge/unexpected.ts';
import { wrap } from '../render/layout.ts';
import { renderPlan } from '../render/plan.ts';
import { noticed, printDiagnostics } from '../report.ts';
import { approvalProblem, isApproved } from './approval.ts';
import { carryOut, exitCodeOf } from './carry-out.ts';
import { EventStream } from './event-stream.ts';
import { readPlanFile } from './plan-file.ts';
import { ProgressView } from './progress-view.ts';
import { showPlanVerification, verifyPlanned } from './verify-plan.ts';

export interface ApplyOptions {
  readonly directory: string;
  readonly mode: 'apply' | 'destroy';
  readonly targets: readonly string[];
  /** A saved plan to apply instead of a new one. */
  readonly planFile: string | undefined;
  readonly autoApprove: boolean;
  /** Whether to check changed credentials against their stores first. */
  readonly verify: boolean;
  /** Connections whose API account always had the scopes that are declared only now. */
  readonly redeclareScopes: readonly string[];
  readonly concurrency: number;
  /** Start nothing more once a change has failed. */
  readonly failFast: boolean;
  /** How long to wait for another run's lock. */
  readonly lockTimeoutSeconds: number;
}

/** @returns the exit code */
export function applyChanges(console: Console, options: ApplyOptions): Promise<number> {
  return withPorts(options.directory, (ports) =>
    console.json ? applyForPrograms(console, ports, options) : applyForPeople(console, ports, options),
  );
}

async function applyForPeople(console: Console, ports: Ports, options: ApplyOptions): Promise<number> {
  const { value: planned, ...noticedThings } = await obtainPlan(console, ports, options);
  printDiagnostics(console, noticedThings);
  if (!planned) return 1;
  console.print(renderPlan(planned.plan, console.style));
  if (planned.plan.changes.length === 0) return 0;
  const verified: VerifyResult[] = [];
  if (options.verify) {
    const verification = await verifyPlanned(console, ports, planned, noticedThings);
    verified.push(...verification.results);
    showPlanVerification(console, verification);
    if (!verification.passed) {
      console.print(`${wrap(NOT_VERIFIED, console.style.width).join('\n')}\n`);
      return 1;
    }
  }
  if (!options.autoApprove && !(await isApproved(planned.plan, console))) {
    console.print('\nCancelled. Nothing was changed.\n');
    return 1;
  }
  const view = new ProgressView(console, ports.clock, planned.plan, noticedThings.sources);
  try {
    const outcome = await carryOut(ports, planned, {
      concurrency: options.concurrency,
      failFast: options.failFast,
      lockTimeoutSeconds: options.lockTimeoutSeconds,
      verified,
      report: (progress) => view.show(progress),
      onStop: (atOnce) => view.showStopping(atOnce),
    });
    return exitCodeOf(outcome);
  } finally {
    view.close();
  }
}

const NOT_VERIFIED =
  'Nothing was changed. Mend what was found, or apply the other connections with --target; --no-verify does without the check.';

async function applyForPrograms(console: Console, ports: Ports, options: ApplyOptions): Promise<number> {
  const events = new EventStream(console);
  events.sendDiagnostics(console.notices, new Map());
  try {
    const { value: planned, diagnostics, sources } = await obtainPlan(console, ports, options);
    if (!planned) {
      events.fail(diagnostics, sources);
      return 1;
    }
    events.sendDiagnostics(diagnostics, sources);
    events.send(plannedEvent(planned.plan));
    const verified: VerifyResult[] = [];
    if (options.verify) {
      const verification = await verifyPlanned(console, ports, planned, { sources });
      verified.push(...verification.results);
      for (const result of verification.results) events.send(verifiedEvent(result));
      if (!verification.passed) {
        events.fail(verification.diagnostics, sources);
        return 1;
      }
      events.sendDiagnostics(verification.diagnostics, sources);
    }
    const outcome = await carryOut(ports, planned, {
      concurrency: options.concurrency,
      failFast: options.failFast,
      lockTimeoutSeconds: options.lockTimeoutSeconds,
      verified,
      report: (progress) => events.sendProgress(progress, sources),
      onStop: () => {},
    });
    return exitCodeOf(outcome);
  } catch (error) {
    events.fail([describeUnexpected(error)], new Map());
    return 1;
  }
}

/** The plan to apply, unless nobody could approve it. */
async function obtainPlan(console: Console, ports: Ports, options: ApplyOptions): Promise<Report<Planned>> {
  const { planFile, targets, redeclareScopes, autoApprove } = options;
  if (planFile !== undefined && targets.length + redeclareScopes.length > 0) {
    const flag = targets.length > 0 ? '--target' : '--redeclare-scopes';
    const detail = `A saved plan is applied as it stands; ${flag} is for a new one.`;
    return noticed(diagnostic('usage', { detail, fix: `Give ${flag} to \`flowlink plan --out\`.` }));
  }
  const problem = approvalProblem(console, autoApprove);
  if (problem) return noticed(problem);
  const report = planFile === undefined ? await plan(ports, options) : await reopen(ports, planFile);
  console.problems.check(report.value?.workspace.configuration.connections ?? []);
  return report;
}

async function reopen(ports: Ports, planFile: string): Promise<Report<Planned>> {
  const read = await readPlanFile(
    planFile,
    (name) => `For one connection, \`flowlink apply --target ${name}\` makes a plan.`,
  );
  return 'failure' in read ? read.failure : reopenPlan(ports, read.plan);
}
