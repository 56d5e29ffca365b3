// Turns declared connections into what is to be on the backend.
import { type ConnectionConfig, fieldMarks } from '@flowlink/schema';
import { type Diagnostic, diagnostic, distinct, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { type ResolvedConnection, resolveConnection } from './connection.ts';
import { checkExposure } from './exposure.ts';
import type { Use } from './substitute.ts';

/** A connection as it is to be on the backend. */
export interface DesiredConnection {
  readonly name: string;
  readonly config: ConnectionConfig;
  /** The variable and its value behind each secret field. */
  readonly secrets: ResolvedConnection['secrets'];
  readonly source: DeclaredConnection;
}

/** Resolves all connections; every unset variable is reported, each at its place. */
export function resolveConnections(
  declared: readonly DeclaredConnection[],
  variables: Variables,
): Outcome<DesiredConnection[]> {
  const resolved = declared.map((source) => resolveConnection(source, variables));
  const diagnostics = distinct([
    ...resolved.flatMap(({ source, unset, diagnostics: problems }) => [
      ...unset.map((use) => unsetVariable(use, source)),
      ...problems,
    ]),
    ...checkExposure(resolved, declared),
  ]);
  if (hasErrors(diagnostics)) return { diagnostics };
  const value = resolved.map(({ source, config, secrets }) => ({
    name: source.name,
    config: inFieldOrder(config as unknown as ConnectionConfig),
    secrets,
    source,
  }));
  return { value, diagnostics };
}

/** In the order of the schema, whichever profile or connection says what: so plans show it. */
function inFieldOrder(config: ConnectionConfig): ConnectionConfig {
  const all: Readonly<Record<string, unknown>> = { ...config };
  const { fields } = fieldMarks[config.platform];
  return Object.fromEntries(
    fields.flatMap((field) => (all[field] === undefined ? [] : [[field, all[field]]])),
  ) as unknown as ConnectionConfig;
}

function unsetVariable({ env, path }: Use, source: DeclaredConnection): Diagnostic {
  return diagnostic('unset-variable', {
    ...placeOf(source, path),
    connection: source.name,
    detail: `The environment variable ${env} is not set, neither in the environment nor in .env or .env.local.`,
    fix: `Set ${env}.`,
  });
}
