// Finds connections that name the variables that credentials are to go into: two stores with one token are never meant.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { parseReferences } from '../validate/references.ts';
import type { CredentialVariables } from './credential-variables.ts';

/** @param fix what to do about each of them. Names such as acme-us and acme_us give the same variables. */
export function sharedVariables(
  { clientId, accessToken }: CredentialVariables,
  connections: readonly DeclaredConnection[],
  fix: string,
): Diagnostic[] {
  const wanted = [clientId.env, accessToken.env];
  return connections
    .filter(({ declared }) => Object.values(declared).some((value) => names(value, wanted)))
    .map((owner) =>
      diagnostic('variable-taken', {
        ...placeOf(owner),
        connection: owner.name,
        detail: `“${owner.name}” uses ${wanted.join(' or ')} too, and it is another connection.`,
        fix,
      }),
    );
}

function names(value: unknown, wanted: readonly string[]): boolean {
  const segments = typeof value === 'string' ? parseReferences(value) : undefined;
  return segments?.some((segment) => 'env' in segment && wanted.includes(segment.env)) ?? false;
}
