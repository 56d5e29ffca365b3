// Makes connections ready to be verified: from the configuration, or from what a plan changes.
import { type Change, type ConnectionConfig, fieldMarks } from '@flowlink/schema';
import { type Diagnostic, hasErrors, type Place } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import type { Path } from '../load/nodes.ts';
import type { PlanSecrets } from '../plan/staleness.ts';
import type { Secrets } from '../platforms/platform.ts';
import { resolveConnections } from '../resolve/connections.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';

/** What a store is asked about. */
export interface Verifiable {
  readonly config: ConnectionConfig;
  readonly secrets: Secrets;
}

/** A connection to verify, or the reasons why it cannot be. */
export interface Prepared {
  readonly name: string;
  readonly platform: ConnectionConfig['platform'];
  /** Missing if its references could not be resolved. */
  readonly verifiable?: Verifiable;
  /** What was noticed while resolving it. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a field stands, or the connection itself if the path is empty; undefined if it is in no file. */
  readonly place: (path: Path) => Place | undefined;
}

/** Resolves one connection by itself, so that what is wrong with it keeps none of the others from being verified. */
export function prepareConnection(connection: DeclaredConnection, variables: Variables): Prepared {
  const { value, diagnostics } = resolveConnections([connection], variables);
  const [resolved] = hasErrors(diagnostics) ? [] : (value ?? []);
  return {
    name: connection.name,
    platform: connection.declared.platform,
    ...(resolved ? { verifiable: { config: resolved.config, secrets: resolved.secrets } } : {}),
    diagnostics,
    place: (path) => placeOf(connection, path),
  };
}

/** @param change that needs verification @param declared the configuration, which may have moved on since the plan */
export function prepareChange(
  { name, config, secrets: planned }: Change & { readonly config: ConnectionConfig },
  known: PlanSecrets,
  declared: readonly DeclaredConnection[],
): Prepared {
  const connection = declared.find((candidate) => candidate.name === name);
  const values = known.get(name) ?? {};
  const secrets = Object.fromEntries(
    Object.entries(values).map(([field, secret]) => [field, { env: planned[field]?.env ?? field, secret }]),
  );
  return {
    name,
    platform: config.platform,
    verifiable: { config, secrets },
    diagnostics: [],
    place: (path) => connection && placeOf(connection, path),
  };
}

/** Whether a change touches what a store can be asked about. */
export function needsVerification(change: Change): change is Change & { readonly config: ConnectionConfig } {
  const { config, fields } = change;
  if (config === null) return false;
  const { verified } = fieldMarks[config.platform];
  return fields.some(({ path }) => verified.includes(path[0]));
}
