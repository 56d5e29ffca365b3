// Turns declared connections into what is to be on the backend: references replaced, secrets set apart.
import { type ConnectionConfig, fieldMarks, type ValidationError } from '@flowlink/schema';
import { connectionConfig as validateConfig } from '@flowlink/schema/validators/resolved';
import { type Diagnostic, diagnostic, distinct, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import { checkResolved } from './platform-rules.ts';
import { Secret } from './secret.ts';
import { substitute } from './substitute.ts';

/** A connection as it is to be on the backend. */
export interface DesiredConnection {
  readonly name: string;
  readonly config: ConnectionConfig;
  /** The variable and its value behind each secret field. */
  readonly secrets: Readonly<Record<string, { readonly env: string; readonly secret: Secret }>>;
  readonly source: DeclaredConnection;
}

/** Resolves all connections; every unset variable is reported, each at its place. */
export function resolveConnections(
  declared: readonly DeclaredConnection[],
  variables: Variables,
): Outcome<DesiredConnection[]> {
  const diagnostics: Diagnostic[] = [];
  const connections: DesiredConnection[] = [];
  const secretVariables = new Map<string, DeclaredConnection>();
  const plainUses: { env: string; source: DeclaredConnection; path: readonly (string | number)[] }[] = [];

  for (const source of declared) {
    const marks = fieldMarks[source.declared.platform];
    const { value, uses, unset } = substitute(source.declared, (name) => variables[name], marks.secret);
    plainUses.push(...uses.map((use) => ({ ...use, source })));
    const problems = unset.map(({ env, path }) => unsetVariable(env, source, path));

    const config = structuredClone(value) as Record<string, unknown>;
    const secrets: Record<string, { env: string; secret: Secret }> = {};
    for (const field of marks.secret) {
      const env = bareReference(config[field]);
      delete config[field];
      secretVariables.set(env, source);
      const found = variables[env];
      if (found === undefined) problems.push(unsetVariable(env, source, [field]));
      else {
        problems.push(...malformedSecret(found, env, source, field));
        secrets[field] = { env, secret: new Secret(found) };
      }
    }
    // The validator also turns what references left as text into numbers and booleans, and fills in defaults.
    if (problems.length === 0) {
      const resolved = checkResolved(source, config, uses, secrets);
      problems.push(...resolved);
      if (!validateConfig(config) && !hasErrors(resolved)) {
        problems.push(...invalidValues(source, validateConfig.errors ?? []));
      }
    }
    diagnostics.push(...problems);
    connections.push({ name: source.name, config: config as unknown as ConnectionConfig, secrets, source });
  }
  diagnostics.push(...exposed(plainUses, secretVariables));
  const noticed = distinct(diagnostics);
  return hasErrors(noticed) ? { diagnostics: noticed } : { value: connections, diagnostics: noticed };
}

/** The schema guarantees that a secret field holds one reference. */
function bareReference(value: unknown): string {
  const [segment] = parseReferences(String(value)) ?? [];
  return segment && 'env' in segment ? segment.env : '';
}

function unsetVariable(
  env: string,
  source: DeclaredConnection,
  path: readonly (string | number)[],
): Diagnostic {
  return diagnostic('unset-variable', {
    ...placeOf(source, path),
    connection: source.name,
    detail: `The environment variable ${env} is not set, neither in the environment nor in .env or .env.local.`,
    fix: `Set ${env}.`,
  });
}

function malformedSecret(
  value: string,
  env: string,
  source: DeclaredConnection,
  field: string,
): Diagnostic[] {
  const problem =
    value === ''
      ? 'is empty'
      : /\s/.test(value)
        ? 'holds white space, as when it was copied with a line break'
        : undefined;
  if (!problem) return [];
  return [
    diagnostic('malformed-secret', {
      ...placeOf(source, [field]),
      connection: source.name,
      detail: `The environment variable ${env}, which holds “${field}”, ${problem}.`,
      fix: `Set ${env} to the value exactly as it was issued.`,
    }),
  ];
}

function invalidValues(source: DeclaredConnection, errors: readonly ValidationError[]): Diagnostic[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if' && keyword !== 'discriminator')
    .map(({ instancePath, message }) => {
      const path = instancePath.split('/').slice(1);
      return diagnostic('invalid-value', {
        ...placeOf(source, path),
        connection: source.name,
        detail: `Once its references are replaced, “${path.at(-1) ?? ''}” ${message ?? 'is not valid'}.`,
        fix: 'Correct the variable, or what stands around the reference.',
      });
    });
}

/** A variable that holds a secret must not feed a field that plans and reports show. */
function exposed(
  uses: readonly { env: string; source: DeclaredConnection; path: readonly (string | number)[] }[],
  secrets: ReadonlyMap<string, DeclaredConnection>,
): Diagnostic[] {
  return uses.flatMap(({ env, source, path }) => {
    const owner = secrets.get(env);
    if (!owner) return [];
    return [
      diagnostic('secret-exposed', {
        ...placeOf(source, path),
        connection: source.name,
        detail: `${env} holds a secret of connection “${owner.name}”, and “${path.at(-1)}” is not a secret field: its value would be shown in plans and kept readable.`,
        fix: 'Use another variable here.',
      }),
    ];
  });
}
