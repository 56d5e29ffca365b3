// Picks the connections that a command names.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { DeclaredConnection } from './declared-connection.ts';

/** @param names none means all */
export function selectConnections(
  connections: readonly DeclaredConnection[],
  names: readonly string[],
): { selected: readonly DeclaredConnection[]; diagnostics: Diagnostic[] } {
  if (names.length === 0) return { selected: connections, diagnostics: [] };
  const known = connections.map(({ name }) => name);
  const diagnostics = unknownConnections(
    names,
    known,
    (name) => `The configuration has no connection “${name}”.`,
  );
  return { selected: connections.filter(({ name }) => names.includes(name)), diagnostics };
}

/** One error for each name that is none of the known ones. @param detail says where it was looked for */
export function unknownConnections(
  names: readonly string[],
  known: readonly string[],
  detail: (name: string) => string,
): Diagnostic[] {
  return [...new Set(names)]
    .filter((name) => !known.includes(name))
    .map((name) => {
      const similar = nearest(name, known);
      return diagnostic('unknown-target', {
        detail: detail(name),
        ...(similar ? { fix: `Did you mean “${similar}”?` } : {}),
      });
    });
}
