// Connections that were made by hand: which of the declared ones take them over, and which must not.
import type { Change, Connection } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Origins } from '../diff/origins.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';
import type { Named } from '../validate/moved-removed-imports.ts';

/** @param managed the declared connections that are managed already: importing them again does no harm */
export function importsOf(
  desired: ReadonlyMap<string, DesiredConnection>,
  remote: Remote,
  managed: Origins,
  imports: readonly Named[],
): { origins: Origins; diagnostics: Diagnostic[] } {
  const wanted = new Set(imports.map(({ name }) => name));
  const origins = new Map<string, Connection>();
  const diagnostics: Diagnostic[] = [];
  for (const want of desired.values()) {
    const have = remote.get(want.name);
    if (managed.has(want.name) || !have || have.managed) continue;
    if (wanted.has(want.name)) origins.set(want.name, have);
    else diagnostics.push(madeByHand(want));
  }
  const missing = imports.filter(({ name }) => desired.has(name) && !remote.has(name) && !managed.has(name));
  const madeThere = [...remote.values()].filter(({ managed }) => !managed).map(({ name }) => name);
  diagnostics.push(...missing.map((entry) => notThere(entry, madeThere)));
  return { origins, diagnostics };
}

/** An import takes over the store that is there, never another one. */
export function checkMismatch(
  changes: readonly Change[],
  desired: ReadonlyMap<string, DesiredConnection>,
): Diagnostic[] {
  return changes.flatMap(({ name, action, fields }) => {
    const want = desired.get(name);
    const differing = fields.filter(({ forces_replacement }) => forces_replacement).map(({ path }) => path);
    if (action !== 'import' || !want || differing.length === 0) return [];
    return [
      diagnostic('import-mismatch', {
        ...placeOf(want.source, differing[0]),
        connection: name,
        detail: `“${name}” on the backend has another ${differing.map((path) => path.join('.')).join(' and ')}, so it is another connection.`,
        fix: 'Correct the configuration, or give the connection another name and remove it from `imports`.',
      }),
    ];
  });
}

/** The configuration declares a connection that exists on the backend but was made by hand. */
function madeByHand({ name, source }: DesiredConnection): Diagnostic {
  return diagnostic('unmanaged-connection', {
    ...placeOf(source),
    connection: name,
    detail: `“${name}” already exists on the backend and was made by hand there. flowlink never touches such connections unless they are imported.`,
    fix: `Add \`- { name: ${name} }\` under \`imports\` to take it over with the next apply, or give the one in the configuration another name.`,
  });
}

/** @param candidates what could have been meant */
function notThere({ name, place }: Named, candidates: readonly string[]): Diagnostic {
  const similar = nearest(name, candidates);
  return diagnostic('import-missing', {
    ...place,
    connection: name,
    detail: `“${name}” is to be imported, but the backend has no such connection.`,
    fix: similar
      ? `Did you mean “${similar}”?`
      : 'Correct the name; `flowlink list` shows what is there. To create the connection, remove the entry.',
  });
}
