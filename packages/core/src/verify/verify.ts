// Verifies connections against their stores: several at once, and gently with those that share a store.
import type { Check } from '@flowlink/schema';
import type { Transport } from '../backend/transport.ts';
import type { Clock } from '../clock.ts';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Preflight, PreflightReport } from '../platforms/platform.ts';
import type { Endpoints } from './endpoints.ts';
import type { Prepared } from './prepare.ts';
import { Slots } from './slots.ts';
import { StoreClient } from './store-client.ts';

const CONCURRENCY = 8;

export interface VerifyInput {
  readonly connections: readonly Prepared[];
  /** For every platform that occurs among the connections. */
  readonly endpoints: Endpoints;
  readonly transport: Transport;
  readonly clock: Clock;
  /** How many connections at once, by default 8. */
  readonly concurrency?: number;
  /** Aborting it sends nothing more and waits for nothing. */
  readonly stop: AbortSignal;
  /** Called as each connection is done. */
  readonly report?: (result: VerifyResult) => void;
}

/** What the verification of one connection came to. */
export interface VerifyResult {
  readonly name: string;
  /** `unreachable`: nothing is contradicted, but not all could be asked. Only stopping leaves a connection `stopped`. */
  readonly status: 'verified' | 'failed' | 'unreachable' | 'stopped';
  readonly checks: readonly Check[];
  /** Scopes that were not declared but turned out to be granted. */
  readonly overGranted: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many were sent, those sent again included. */
  readonly requests: number;
}

/** @returns the results in the order of the connections */
export async function verifyConnections(input: VerifyInput): Promise<VerifyResult[]> {
  const { connections, endpoints, concurrency = CONCURRENCY } = input;
  const slots = new Slots(concurrency);
  const clients = new Map<string, StoreClient>();
  const clientOf = (address: string, { rateLimit }: Preflight): StoreClient => {
    const client = clients.get(address) ?? new StoreClient({ ...input, rateLimit });
    clients.set(address, client);
    return client;
  };
  return Promise.all(
    connections.map((connection) =>
      slots.use(async () => {
        const result = await verify(connection, endpoints, clientOf);
        input.report?.(result);
        return result;
      }),
    ),
  );
}

async function verify(
  { name, platform, verifiable, diagnostics: noticed, place }: Prepared,
  endpoints: Endpoints,
  clientOf: (address: string, preflight: Preflight) => StoreClient,
): Promise<VerifyResult> {
  const endpoint = endpoints.get(platform);
  if (!verifiable || !endpoint) return unresolved(name, noticed);
  const { preflight, apiUrl } = endpoint;
  const { config, secrets } = verifiable;
  const address = preflight.address(apiUrl, config);
  const client = clientOf(address, preflight);
  const headers = preflight.headers(secrets);
  let requests = 0;
  const report = await preflight.run({
    config,
    secrets,
    ask: (path) =>
      client.get(`${address}${path}`, headers, () => {
        requests++;
      }),
  });
  const found = report.findings.map(({ code, path, detail, fix }) =>
    diagnostic(code, { ...place(path), connection: name, detail, fix }),
  );
  return {
    name,
    status: statusOf(report, found),
    checks: report.checks,
    overGranted: report.overGranted,
    diagnostics: [...noticed, ...found],
    requests,
  };
}

/** What could not be resolved is wrong before any store is asked. */
function unresolved(name: string, diagnostics: readonly Diagnostic[]): VerifyResult {
  return { name, status: 'failed', checks: [], overGranted: [], diagnostics, requests: 0 };
}

function statusOf(report: PreflightReport, diagnostics: readonly Diagnostic[]): VerifyResult['status'] {
  if (report.checks.some(({ status }) => status === 'contradicted')) return 'failed';
  if (report.stopped) return 'stopped';
  // No field is to blame for an error that is left now.
  return hasErrors(diagnostics) ? 'unreachable' : 'verified';
}
