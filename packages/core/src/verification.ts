// The story of asking the stores: about the configuration, or about what a plan changes.
import type { Diagnostic, Outcome } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/source-file.ts';
import type { Planned } from './pipeline.ts';
import { resolveSecrets } from './plan/staleness.ts';
import { selectConnections } from './validate/selection.ts';
import { openEndpoints } from './verify/endpoints.ts';
import { needsVerification, type Prepared, prepareChange, prepareConnection } from './verify/prepare.ts';
import { type VerifyResult, verifyConnections } from './verify/verify.ts';
import { type Ports, type Report, type ValidConfiguration, validate } from './workspace.ts';

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
