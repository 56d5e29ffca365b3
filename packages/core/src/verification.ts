// The story of asking the stores: about the configuration, or about what a plan changes.
import { type Connection, fieldMarks } from '@flowlink/schema';
import { Limiter } from './apply/limiter.ts';
import { runAll } from './apply/run-changes.ts';
import { subjectsOf } from './apply/subjects.ts';
import { describeFailure } from './backend/failure.ts';
import { type Diagnostic, hasErrors, type Outcome } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import { findOrigins } from './diff/origins.ts';
import { secretDifferences } from './diff/secrets.ts';
import { differences } from './diff/three-way.ts';
import type { Planned } from './pipeline.ts';
import { resolveSecrets } from './plan/staleness.ts';
import { type DesiredConnection, resolveConnections } from './resolve/connections.ts';
import { selectConnections } from './validate/selection.ts';
import { openEndpoints } from './verify/endpoints.ts';
import { needsVerification, type Prepared, prepareChange, prepareConnection } from './verify/prepare.ts';
import { verificationsOf } from './verify/verifications.ts';
import { type VerifyResult, verifyConnections } from './verify/verify.ts';
import {
  openWorkspace,
  type Ports,
  type Report,
  readOpened,
  type ValidConfiguration,
  validate,
} from './workspace.ts';

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

/** What became of the results on the backend. */
export interface Recorded {
  readonly recorded: readonly string[];
  /** What the backend has of these differs from what was verified, so it would say too much of them. */
  readonly left: readonly string[];
}

/** Notes the results on the backend, where `list` shows them. */
export async function recordResults(
  ports: Ports,
  results: readonly VerifyResult[],
): Promise<Report<Recorded>> {
  const { value: workspace, sources, ...opened } = await readOpened(await openWorkspace(ports));
  const diagnostics = [...opened.diagnostics];
  if (!workspace) return { diagnostics, sources };
  const { backend, remote } = workspace;
  const { connections, moved } = workspace.configuration;
  const verifications = verificationsOf(results, ports.clock.now());
  const concerned = connections.filter(({ name }) => verifications.has(name));
  // Each by itself, as when it was verified: what is wrong with one keeps none of the others from being noted.
  const desired = concerned.flatMap((one) => resolveConnections([one], workspace.variables).value ?? []);
  const { origins } = findOrigins(new Map(desired.map((want) => [want.name, want])), remote, moved);
  const subjectOf = subjectsOf(workspace.configuration);
  const recorded = new Set<string>();
  await runAll(
    desired,
    new Limiter(CONCURRENCY),
    () => false,
    async (want) => {
      const verification = verifications.get(want.name);
      const have = origins.get(want.name);
      if (!verification || !have || !isAsVerified(want, have)) return;
      const { name, revision } = have;
      const noted = await backend.recordVerification({ name, revision, verification });
      if (noted.ok) recorded.add(want.name);
      else diagnostics.push(describeFailure(noted.failure, subjectOf(want.name)));
    },
  );
  const left = [...verifications.keys()].filter((name) => !recorded.has(name));
  if (hasErrors(diagnostics)) return { diagnostics, sources };
  return { value: { recorded: [...recorded].sort(), left: left.sort() }, diagnostics, sources };
}

const CONCURRENCY = 10;

/** Whether the store was asked about exactly what the backend has. */
function isAsVerified(want: DesiredConnection, have: Connection): boolean {
  const { verified } = fieldMarks[want.config.platform];
  const fields = [...differences(want.config, have.applied, have.config), ...secretDifferences(want, have)];
  return !fields.some(({ path }) => verified.includes(path[0]));
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
