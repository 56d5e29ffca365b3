// Resolves one connection as far as its variables are set: references replaced, secrets set apart.
import { fieldMarks, type ValidationError } from '@flowlink/schema';
import { connectionConfig as validateConfig } from '@flowlink/schema/validators/resolved';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import { isPlainSecret } from './plain-secret.ts';
import { checkResolved } from './platform-rules.ts';
import { Secret } from './secret.ts';
import { substitute, type Use } from './substitute.ts';

export interface ResolvedConnection {
  readonly source: DeclaredConnection;
  /** Without secrets, typed as the schema wants. What uses a missing variable is left as it stands. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The variable and its value behind each secret field, as far as there is a usable one. */
  readonly secrets: Readonly<Record<string, { readonly env: string; readonly secret: Secret }>>;
  /** All references, those of secret fields behind the others. */
  readonly uses: readonly Use[];
  /** The uses of variables that are not set and have no default. */
  readonly unset: readonly Use[];
  /** What is wrong with it apart from missing variables. */
  readonly diagnostics: readonly Diagnostic[];
}

export function resolveConnection(source: DeclaredConnection, variables: Variables): ResolvedConnection {
  const { secret: secretFields } = fieldMarks[source.declared.platform];
  const plain = substitute(source.declared, (name) => variables[name], secretFields);
  // A copy already, apart from the secret fields, which are taken out.
  const config = plain.value as Record<string, unknown>;
  const secrets: Record<string, { env: string; secret: Secret }> = {};
  const secretUses: Use[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const field of secretFields) {
    const env = secretVariable(config[field]);
    delete config[field];
    const found = variables[env];
    secretUses.push({ env, path: [field], isSet: found !== undefined, isDefault: false });
    if (found === undefined) continue;
    const problem = malformedSecret(found, env, source, field);
    if (problem) diagnostics.push(problem);
    else secrets[field] = { env, secret: new Secret(found) };
  }
  const uses = [...plain.uses, ...secretUses];
  const unset = [...plain.unset, ...secretUses.filter(({ isSet }) => !isSet)];
  const resolved = checkResolved(source, config, { uses: plain.uses, unset, secrets });
  diagnostics.push(...resolved);
  // The validator also turns what references left as text into numbers and booleans, and fills in defaults.
  if (!validateConfig(config) && !hasErrors(resolved)) {
    diagnostics.push(...invalidValues(source, validateConfig.errors ?? [], unset));
  }
  return { source, config, secrets, uses, unset, diagnostics };
}

/** The variable that a secret field names; the schema guarantees that it holds one reference. */
export function secretVariable(value: unknown): string {
  const [segment] = parseReferences(String(value)) ?? [];
  return segment && 'env' in segment ? segment.env : '';
}

function malformedSecret(
  value: string,
  env: string,
  source: DeclaredConnection,
  field: string,
): Diagnostic | undefined {
  const problem =
    value === ''
      ? 'is empty'
      : /\s/.test(value)
        ? 'holds white space, as when it was copied with a line break'
        : !isPlainSecret(value)
          ? 'holds a character that no token has, as when it was copied from a formatted text'
          : undefined;
  if (!problem) return undefined;
  return diagnostic('malformed-secret', {
    ...placeOf(source, [field]),
    connection: source.name,
    detail: `The environment variable ${env}, which holds “${field}”, ${problem}.`,
    fix: `Set ${env} to the value exactly as it was issued.`,
  });
}

/** @param unset a reference that was left as it stands is no value that could be wrong */
function invalidValues(
  source: DeclaredConnection,
  errors: readonly ValidationError[],
  unset: readonly Use[],
): Diagnostic[] {
  const open = new Set(unset.map(({ path }) => path.join('/')));
  return errors
    .filter(({ keyword, instancePath }) => {
      const isRepetition = keyword === 'if' || keyword === 'discriminator';
      return !isRepetition && !open.has(instancePath.slice(1));
    })
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
