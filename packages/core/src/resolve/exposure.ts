// Refuses secret variables in fields that are not secret: their values would be shown.
import { fieldMarks } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { type ResolvedConnection, secretVariable } from './connection.ts';
import { credentialVariables } from './credential.ts';

/** @param resolved whose fields are looked at @param declared whose secrets must not show in them */
export function checkExposure(
  resolved: readonly ResolvedConnection[],
  declared: readonly DeclaredConnection[],
): Diagnostic[] {
  const owners = secretVariables(declared);
  return resolved.flatMap(({ source, uses }) => {
    const { secret } = fieldMarks[source.declared.platform];
    return uses.flatMap(({ env, path }) => {
      const owner = owners.get(env);
      if (owner === undefined || secret.includes(String(path[0]))) return [];
      return [
        diagnostic('secret-exposed', {
          ...placeOf(source, path),
          connection: source.name,
          detail: `${env} holds ${owner}, and “${path.at(-1)}” is not a secret field: its value would be shown in plans and kept readable.`,
          fix: 'Use another variable here.',
        }),
      ];
    });
  });
}

/** Every variable that holds a secret, with words for what it holds. A reference that a profile gives counts even where it is overridden. */
function secretVariables(declared: readonly DeclaredConnection[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, declared: fields, layers } of declared) {
    for (const field of fieldMarks[fields.platform].secret) {
      for (const { value } of layers) {
        if (value[field] !== undefined && value[field] !== null)
          owners.set(secretVariable(value[field]), `a secret of connection “${name}”`);
      }
    }
  }
  for (const [name, what] of Object.entries(credentialVariables)) owners.set(name, what);
  return owners;
}
