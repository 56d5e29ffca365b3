// The story of `flowlink show --resolved`: validate -> resolve -> explain. Neither a backend nor its token is needed.
import { type Diagnostic, distinct, hasErrors } from './diagnostics/diagnostic.ts';
import { resolveConnection } from './resolve/connection.ts';
import type { ExplainedConnection } from './resolve/explain-connection.ts';
import { checkExposure } from './resolve/exposure.ts';
import { selectConnections } from './validate/selection.ts';
import { type Ports, type Report, validate } from './workspace.ts';

/**
 * Where each value of the named connections comes from, or of all. A missing variable is no error here; a secret in a field
 * that would show it is one, whichever connection it belongs to. Warnings about other connections are left out.
 */
export async function explainConnections(
  ports: Pick<Ports, 'files' | 'environment'>,
  names: readonly string[],
): Promise<Report<readonly ExplainedConnection[]>> {
  const { value: valid, diagnostics: validation, sources } = await validate(ports);
  if (!valid) return { diagnostics: validation, sources };
  const { connections } = valid.configuration;
  const { selected, diagnostics: unknown } = selectConnections(connections, names);
  if (unknown.length > 0) return { diagnostics: unknown, sources };
  const isAsked = ({ connection }: Diagnostic) =>
    connection === undefined || selected.some(({ name }) => name === connection);
  const resolved = selected.map((connection) => resolveConnection(connection, valid.variables));
  const diagnostics: Diagnostic[] = distinct([
    ...validation.filter(isAsked),
    ...resolved.flatMap((connection) => connection.diagnostics),
    ...checkExposure(resolved, connections),
  ]);
  if (hasErrors(diagnostics)) return { diagnostics, sources };
  // The order of the fields comes from the schema itself, which no other command loads.
  const { explainConnection } = await import('./resolve/explain-connection.ts');
  return { value: resolved.map(explainConnection), diagnostics, sources };
}
