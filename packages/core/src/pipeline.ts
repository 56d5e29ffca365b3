// The whole story in one place: load -> validate -> resolve -> read -> diff -> plan -> verify -> apply.
import type { Connection, LockHolder, Plan, Run } from '@flowlink/schema';
import { type ApplyProgress, applyPlan, type RunOutcome } from './apply/apply.ts';
import { Limiter } from './apply/limiter.ts';
import { describeFailure } from './backend/failure.ts';
import { httpBackend } from './backend/http-backend.ts';
import type { Backend } from './backend/port.ts';
import type { LoadObserver } from './backend/retry.ts';
import type { Transport } from './backend/transport.ts';
import type { Clock } from './clock.ts';
import { type Diagnostic, hasErrors, type Outcome } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { loadEnvironment, type Variables } from './load/environment.ts';
import { loadProject } from './load/project.ts';
import type { ProjectFiles } from './load/project-files.ts';
import { computePlan } from './plan/plan.ts';
import { checkRevisions, checkTarget, resolveSecrets } from './plan/staleness.ts';
import { type Remote, readRemote } from './read/read.ts';
import { resolveConnections } from './resolve/connections.ts';
import { resolveTarget, type Target } from './resolve/target.ts';
import { type Configuration, validateProject, validateShape } from './validate/configuration.ts';
import { reviewScopes, type ScopeReview } from './validate/scope-review.ts';
import { selectConnections } from './validate/selection.ts';
import { openEndpoints } from './verify/endpoints.ts';
import { needsVerification, type Prepared, prepareChange, prepareConnection } from './verify/prepare.ts';
import { verificationsOf } from './verify/verifications.ts';
import { type VerifyResult, verifyConnections } from './verify/verify.ts';

/** The world outside. */
export interface Ports {
  readonly files: ProjectFiles;
  /** The real environment; .env files are read through `files`. */
  readonly environment: Variables;
  readonly transport: Transport;
  readonly clock: Clock;
  /** So many random bytes in hexadecimal. */
  readonly randomHex: (bytes: number) => string;
  readonly toolVersion: string;
}

/** What a step came to: a value unless there are errors, what was noticed, and the texts to show it in. */
export interface Report<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** A valid configuration with the variables its references may name. */
export interface ValidConfiguration {
  readonly configuration: Configuration;
  readonly variables: Variables;
}

/** Reads and checks the project. Needs no variable to be set and no backend. */
export async function validate({
  files,
  environment,
}: Pick<Ports, 'files' | 'environment'>): Promise<Report<ValidConfiguration>> {
  const variables = await loadEnvironment(environment, files);
  const project = await loadProject(files);
  const diagnostics = [...variables.diagnostics, ...project.diagnostics];
  if (!project.value) return { diagnostics, sources: project.sources };
  const validated = await validateProject(project.value);
  diagnostics.push(...validated.diagnostics);
  if (!validated.value || hasErrors(diagnostics)) return { diagnostics, sources: validated.sources };
  return {
    value: { configuration: validated.value, variables: variables.value },
    diagnostics,
    sources: validated.sources,
  };
}

/** Which scopes the named connections need, or all: says so even of connections that break the platform's rules. */
export async function reviewProjectScopes(
  { files }: Pick<Ports, 'files'>,
  names: readonly string[],
): Promise<Report<readonly ScopeReview[]>> {
  const project = await loadProject(files);
  if (!project.value) return { diagnostics: project.diagnostics, sources: project.sources };
  const { value, diagnostics, sources } = await validateShape(project.value);
  if (!value) return { diagnostics, sources };
  const { selected, diagnostics: unknown } = selectConnections(value.connections, names);
  if (unknown.length > 0) return { diagnostics: unknown, sources };
  return { value: selected.map(reviewScopes), diagnostics, sources };
}

/** A project that is tied to its workspace. */
export interface Workspace extends ValidConfiguration {
  readonly target: Target;
  readonly connect: (observer?: LoadObserver) => Backend;
}

/** Reads and checks the project and finds out which workspace it is for. `valid` is there even if that fails. */
async function openWorkspace(ports: Ports): Promise<Report<Workspace> & { valid?: ValidConfiguration }> {
  const report = await validate(ports);
  const { value: valid, sources } = report;
  if (!valid) return { diagnostics: report.diagnostics, sources };
  const target = resolveTarget(valid.configuration, valid.variables);
  const diagnostics = [...report.diagnostics, ...target.diagnostics];
  if (!target.value) return { valid, diagnostics, sources };
  const { backendUrl: url, workspace, token } = target.value;
  const { transport, clock, toolVersion } = ports;
  const connect = (observer?: LoadObserver) =>
    httpBackend({ url, workspace, token, transport, clock, toolVersion, ...(observer ? { observer } : {}) });
  return { valid, value: { ...valid, target: target.value, connect }, diagnostics, sources };
}

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
  const diagnostics = [...opened.diagnostics];
  const { sources } = opened;
  // Unset variables are reported together with what is wrong with the target.
  const { valid } = opened;
  const desired =
    mode === 'destroy' || !valid
      ? undefined
      : resolveConnections(valid.configuration.connections, valid.variables);
  diagnostics.push(...(desired?.diagnostics ?? []));
  if (!opened.value || hasErrors(diagnostics)) return { diagnostics, sources };

  const workspace = opened.value;
  const remote = await readRemote(workspace.connect());
  diagnostics.push(...remote.diagnostics);
  if (!remote.value) return { diagnostics, sources };
  const { maxDestroy, maxTokenAgeDays } = workspace.configuration;
  const computed = computePlan({
    workspace: workspace.target.workspace,
    backendUrl: workspace.target.backendUrl,
    mode,
    desired: desired?.value ?? [],
    transitions: workspace.configuration,
    remote: remote.value,
    targets,
    redeclareScopes,
    ...(maxDestroy === undefined ? {} : { maxDestroy }),
    ...(maxTokenAgeDays === undefined ? {} : { maxTokenAgeDays }),
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
  const workspace = opened.value;
  const diagnostics = [...opened.diagnostics, ...checkTarget(saved, workspace.target)];
  diagnostics.push(...resolveSecrets(saved, workspace.variables).diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics, sources };
  const remote = await readRemote(workspace.connect());
  diagnostics.push(...remote.diagnostics, ...(remote.value ? checkRevisions(saved, remote.value) : []));
  return hasErrors(diagnostics)
    ? { diagnostics, sources }
    : { value: { plan: saved, workspace }, diagnostics, sources };
}

export interface ApplyRequest {
  readonly holder: LockHolder;
  readonly commit?: string;
  /** How many changes run at once at most. */
  readonly concurrency: number;
  /** Start nothing more once a change has failed. */
  readonly failFast: boolean;
  /** How long to wait for another run's lock; 0 does not wait at all. */
  readonly lockTimeoutSeconds: number;
  /** What the stores said of the connections that were verified before. */
  readonly verified: readonly VerifyResult[];
  readonly stop: AbortSignal;
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
  return applyPlan({
    ...rest,
    plan: approved,
    secrets,
    verifications: verificationsOf(verified, ports.clock.now()),
    backend: workspace.connect(limiter),
    clock: ports.clock,
    limiter,
    run: `run_${ports.randomHex(10)}`,
  });
}

export interface VerifyRequest {
  readonly stop: AbortSignal;
  /** Called once with the number of connections, before the first is verified. */
  readonly begin: (connections: number) => void;
  /** Called as each connection is done. */
  readonly report: (result: VerifyResult) => void;
}

/** Checks the named connections against their stores, or all. Each has a result, whatever becomes of the others. */
export async function verify(
  ports: Ports,
  names: readonly string[],
  request: VerifyRequest,
): Promise<Report<readonly VerifyResult[]>> {
  const { value: valid, diagnostics, sources } = await validate(ports);
  if (!valid) return { diagnostics, sources };
  const { selected, diagnostics: unknown } = selectConnections(valid.configuration.connections, names);
  if (unknown.length > 0) return { diagnostics: unknown, sources };
  const prepared = selected.map((connection) => prepareConnection(connection, valid.variables));
  return reported(await verifyAll(ports, valid, prepared, request), diagnostics, sources);
}

/** Checks those connections against their stores whose credentials, address or scopes a plan changes. */
export async function verifyPlan(
  ports: Ports,
  { plan: planned, workspace }: Planned,
  sources: Sources,
  request: VerifyRequest,
): Promise<Report<readonly VerifyResult[]>> {
  const { secrets, diagnostics } = resolveSecrets(planned, workspace.variables);
  const prepared = planned.changes
    .filter(needsVerification)
    .map((change) => prepareChange(change, secrets, workspace.configuration.connections));
  return reported(await verifyAll(ports, workspace, prepared, request), diagnostics, sources);
}

async function verifyAll(
  { transport, clock }: Ports,
  { variables }: ValidConfiguration,
  prepared: readonly Prepared[],
  request: VerifyRequest,
): Promise<Outcome<VerifyResult[]>> {
  const endpoints = await openEndpoints(prepared, variables);
  if (!endpoints.value) return { diagnostics: endpoints.diagnostics };
  request.begin(prepared.length);
  const value = await verifyConnections({
    ...request,
    connections: prepared,
    endpoints: endpoints.value,
    transport,
    clock,
  });
  return { value, diagnostics: value.flatMap((result) => result.diagnostics) };
}

function reported<T>(
  { value, diagnostics }: Outcome<T>,
  before: readonly Diagnostic[],
  sources: Sources,
): Report<T> {
  return { ...(value === undefined ? {} : { value }), diagnostics: [...before, ...diagnostics], sources };
}

/** What is on the backend, sorted by name. */
export async function list(ports: Ports): Promise<Report<readonly Connection[]>> {
  const opened = await openWorkspace(ports);
  if (!opened.value) return { diagnostics: opened.diagnostics, sources: opened.sources };
  const remote = await readRemote(opened.value.connect());
  const diagnostics = [...opened.diagnostics, ...remote.diagnostics];
  return {
    ...(remote.value ? { value: sortedByName(remote.value) } : {}),
    diagnostics,
    sources: opened.sources,
  };
}

/** What was applied to the workspace, newest first. @param limit how many runs at most */
export async function history(ports: Ports, limit: number): Promise<Report<readonly Run[]>> {
  const opened = await openWorkspace(ports);
  const { sources } = opened;
  if (!opened.value) return { diagnostics: opened.diagnostics, sources };
  const runs = await opened.value.connect().listRuns(limit);
  if (runs.ok) return { value: runs.value, diagnostics: opened.diagnostics, sources };
  return { diagnostics: [...opened.diagnostics, describeFailure(runs.failure)], sources };
}

function sortedByName(remote: Remote): Connection[] {
  return [...remote.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
