// Holds a connection of valid shape against what its platform knows: formats, fields that must fit, scopes.
import { fieldMarks } from '@flowlink/schema';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Path } from '../load/nodes.ts';
import type { Workflows } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import type { DeclaredConnection } from './declared-connection.ts';
import { formatProblem, platformProblem } from './platform-problem.ts';
import { parseReferences } from './references.ts';

/** What can be said without any variable: values that hold references are looked at once they are resolved. */
export function checkFormats(connection: DeclaredConnection): Diagnostic[] {
  const { declared } = connection;
  const platform = platforms[declared.platform];
  const { secret } = fieldMarks[declared.platform];
  const literals = Object.fromEntries(
    Object.entries(declared).filter(([, value]) => typeof value !== 'string' || !value.includes('${')),
  );
  const problems = Object.entries(literals).flatMap(([field, value]) => {
    const path: Path = [field];
    const finding = typeof value === 'string' ? platform.checkField(path, value) : undefined;
    return finding ? [formatProblem(connection, path, finding)] : [];
  });
  const variables = secret.flatMap((field) => {
    const value: unknown = declared[field];
    const [segment] = (typeof value === 'string' ? parseReferences(value) : undefined) ?? [];
    const finding = segment && 'env' in segment ? platform.checkVariable(field, segment.env) : undefined;
    return finding ? [formatProblem(connection, [field], finding)] : [];
  });
  const together = platform.checkTogether(literals).map((finding) => platformProblem(connection, finding));
  return [...problems, ...variables, ...together];
}

/** Whether the declared scopes permit what the workflows do, and no more. */
export function checkScopes(connection: DeclaredConnection): Diagnostic[] {
  const { name, declared } = connection;
  const { scopes, workflows } = scopesOf(connection);
  return platforms[declared.platform]
    .checkScopes(name, scopes, workflows)
    .map((finding) => platformProblem(connection, finding));
}

/** The declared scopes, and the workflows that they are for. */
export function scopesOf({ declared }: DeclaredConnection): {
  scopes: readonly string[];
  workflows: Workflows;
} {
  return {
    scopes: declared.scopes as readonly string[],
    workflows: (declared.workflows ?? {}) as Workflows,
  };
}
