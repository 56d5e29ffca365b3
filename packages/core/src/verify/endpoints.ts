// Opens what the connections of each platform are checked through: its preflight, and where its API is.
import type { ConnectionConfig } from '@flowlink/schema';
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import type { Preflight } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import { resolveApiUrl } from '../resolve/api-url.ts';
import type { Prepared } from './prepare.ts';

export interface Endpoint {
  readonly preflight: Preflight;
  /** The address of the platform's API, or of a sandbox. */
  readonly apiUrl: string;
}

export type Endpoints = ReadonlyMap<ConnectionConfig['platform'], Endpoint>;

/** Only for platforms that occur. */
export async function openEndpoints(
  connections: readonly Prepared[],
  variables: Variables,
): Promise<Outcome<Endpoints>> {
  const diagnostics: Diagnostic[] = [];
  const endpoints = new Map<ConnectionConfig['platform'], Endpoint>();
  for (const name of new Set(connections.map(({ platform }) => platform))) {
    const platform = platforms[name];
    const apiUrl = resolveApiUrl(platform, variables);
    diagnostics.push(...apiUrl.diagnostics);
    if (apiUrl.value)
      endpoints.set(name, { preflight: await platform.loadPreflight(), apiUrl: apiUrl.value });
  }
  return hasErrors(diagnostics) ? { diagnostics } : { value: endpoints, diagnostics };
}
