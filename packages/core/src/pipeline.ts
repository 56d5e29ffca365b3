// The story from the project to the backend: validate -> resolve -> read -> diff -> plan -> apply, and what drifted.
import type { LockHolder, Plan, RunMode } from '@flowlink/schema';
import { applyPlan } from './apply/apply.ts';
import { Limiter } from './apply/limiter.ts';
import type { ApplyProgress, RunOutcome } from './apply/progress.ts';
import { subjectsOf } from './apply/subjects.ts';
import { describeFailure } from './backend/failure.ts';
import { hasErrors } from './diagnostics/diagnostic.ts';
import { computeDrift, type Drift } from './drift/drift.ts';
import { valueRange } from './load/nodes.ts';
import { computePlan } from './plan/plan.ts';
import { checkRevisions, checkTarget, type PlaceOf, resolveSecrets } from './plan/staleness.ts';
import { resolveConnections } from './resolve/connections.ts';
import { unknownConnections } from './validate/selection.ts';
import { verificationsOf } from './verify/verifications.ts';
import type { VerifyResult } from './verify/verify.ts';
import { openWorkspace, type Ports, type Report, readOpened, type Workspace } from './workspace.ts';

export interface PlanRequest {
  readonly mode: 'apply' | 'destroy';
  /** Only these connections; empty means all. */
  readonly targets: readonly string[];
  /** Connections whose API account always had the scopes that are declared only now. */
  readonly redeclareScopes: readonly string[];
}

/** A plan with what is needed to apply it. */
export interface Planned {
  readonly plan: Plan;
  readonly workspace: Workspace;
}

/** Computes a plan from the project and the backend. Writes nothing. */
export async function plan(
  ports: Ports,
  { mode, targets, redeclareScopes }: PlanRequest,
): Promise<Report<Planned>> {
  const opened = await openWorkspace(ports);
  const { valid } = opened;
  const desired =
    mode === 'destroy' || !valid
      ? undefined
      : resolveConnections(valid.configuration.connections, valid.variables);
  // Unset variables are reported together with what is wrong with the target.
  const known = [...opened.diagnostics, ...(desired?.diagnostics ?? [])];
  const { value: workspace, sources, ...read } = await readOpened({ ...opened, diagnostics: known });
  const diagnostics = [...read.diagnostics];
  if (!workspace) return { diagnostics, sources };
  const { root, maxDestroy, maxTokenAgeDays } = workspace.configuration;
  const computed = computePlan({
    workspace: workspace.target.workspace,
    backendUrl: workspace.target.backendUrl,
    mode,
    desired: desired?.value ?? [],
    transitions: workspace.configuration,
    remote: workspace.remote,
    targets,
    redeclareScopes,
    ...(maxDestroy === undefined ? {} : { maxDestroy }),
    ...(maxTokenAgeDays === undefined ? {} : { maxTokenAgeDays }),
    placeOfGuard: (key) => ({ file: root.path, range: valueRange(root, ['guards', key]) }),
    now: ports.clock.now(),
    salt: ports.randomHex(16),
    toolVersion: ports.toolVersion,
  });
  diagnostics.push(...computed.diagnostics);
  if (!computed.value) return { diagnostics, sources };
  return { value: { plan: computed.value, workspace }, diagnostics, sources };
}

/** Checks that a saved plan still fits the workspace it was computed for, connection by connection. */
export async function reopenPlan(ports: Ports, saved: Plan): Promise<Report<Planned>> {
  const opened = await openWorkspace(ports);
  const { sources } = opened;
  if (!opened.value) return { diagnostics: opened.diagnostics, sources };
  const { target, configuration, variables } = opened.value;
  const subjectOf = subjectsOf(configuration);
  const placeOf: PlaceOf = (name, path) => subjectOf(name).placeOf(path);
  const mismatches = [
    ...checkTarget(saved, target),
    ...resolveSecrets(saved, variables, placeOf).diagnostics,
  ];
  const read = await readOpened({ ...opened, diagnostics: [...opened.diagnostics, ...mismatches] });
  const workspace = read.value;
  const stale = workspace ? checkRevisions(saved, workspace.remote, placeOf) : [];
  const diagnostics = [...read.diagnostics, ...stale];
  return !workspace || hasErrors(diagnostics)
    ? { diagnostics, sources }
    : { value: { plan: saved, workspace }, diagnostics, sources };
}

export interface ApplyRequest {
  readonly holder: LockHolder;
  readonly commit?: string;
  /** What the run is called in the history, if not by its plan. */
  readonly mode?: RunMode;
  /** How many requests run at once at most. */
  readonly concurrency: number;
  /** Start nothing more once a change has failed. */
  readonly failFast: boolean;
  /** How long to wait for another run's lock; 0 does not wait at all. */
  readonly lockTimeoutSeconds: number;
  /** What the stores said of the connections that were verified before. */
  readonly verified: readonly VerifyResult[];
  /** Aborting it finishes what is under way and starts nothing more. */
  readonly stop: AbortSignal;
  /** Aborting it too waits for nothing that is under way; the lock is released all the same. */
  readonly abandon: AbortSignal;
  readonly report: (progress: ApplyProgress) => void;
}

/** Carries out a plan. Everything that happens is reported; the outcome is the last of it. */
export async function apply(
  ports: Ports,
  { plan: approved, workspace }: Planned,
  request: ApplyRequest,
): Promise<RunOutcome> {
  const { secrets, diagnostics } = resolveSecrets(approved, workspace.variables);
  if (diagnostics.length > 0) throw new Error('the variables changed within one process');
  const { concurrency, verified, ...rest } = request;
  const limiter = new Limiter(concurrency);
  const subjectOf = subjectsOf(workspace.configuration);
  return applyPlan({
    ...rest,
    plan: approved,
    secrets,
    verifications: verificationsOf(verified, ports.clock.now()),
    subjectOf: ({ name }) => subjectOf(name),
    backend: workspace.connect(limiter),
    clock: ports.clock,
    limiter,
    run: `run_${ports.randomHex(10)}`,
  });
}

/** How far back deletions are looked for. */
const MAX_DELETIONS = 10_000;

/** Compares the named connections, or all, with the backend. Writes nothing. */
export async function drift(ports: Ports, names: readonly string[]): Promise<Report<Drift>> {
  const opened = await openWorkspace(ports);
  const { valid } = opened;
  const desired = valid && resolveConnections(valid.configuration.connections, valid.variables);
  const noticed = [...opened.diagnostics, ...(desired?.diagnostics ?? [])];
  const { value: workspace, sources, ...read } = await readOpened({ ...opened, diagnostics: noticed });
  const diagnostics = [...read.diagnostics];
  if (!workspace || !desired?.value) return { diagnostics, sources };
  const { backend, remote } = workspace;
  const known = [...desired.value.map(({ name }) => name), ...remote.keys()];
  diagnostics.push(
    ...unknownConnections(
      names,
      known,
      (name) => `There is no connection “${name}”, neither in the configuration nor on the backend.`,
    ),
  );
  if (hasErrors(diagnostics)) return { diagnostics, sources };
  const isAbsent = desired.value.some(({ name }) => !remote.has(name));
  const deletions = isAbsent ? await backend.listAudit('connection_deleted', MAX_DELETIONS) : undefined;
  if (deletions?.ok === false)
    return { diagnostics: [...diagnostics, describeFailure(deletions.failure)], sources };
  const computed = computeDrift({
    workspace: workspace.target.workspace,
    backendUrl: workspace.target.backendUrl,
    desired: desired.value,
    transitions: workspace.configuration,
    remote,
    deletions: deletions?.value ?? [],
    names,
  });
  diagnostics.push(...computed.diagnostics);
  return hasErrors(diagnostics) ? { diagnostics, sources } : { value: computed.drift, diagnostics, sources };
}
