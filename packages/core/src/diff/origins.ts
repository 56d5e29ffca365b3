// Finds out which connection on the backend each declared one stands for: renames on either side are followed.
import type { Connection } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';
import type { Moved } from '../validate/moved-removed-imports.ts';

/** The connection on the backend that each declared name stands for; names that stand for none are left out. */
export type Origins = ReadonlyMap<string, Connection>;

/** Two connections that would be one, or have one name. */
export interface Conflict {
  /** All names that it concerns, here and on the backend. */
  readonly names: readonly string[];
  readonly problem: Diagnostic;
}

/**
 * A managed connection is known by the name that it had at the last apply, so that one renamed on the backend is renamed
 * back and not destroyed; then by its present name; then by the names that `moved` says it had.
 */
export function findOrigins(
  desired: ReadonlyMap<string, DesiredConnection>,
  remote: Remote,
  moved: readonly Moved[],
): { origins: Origins; conflicts: Conflict[] } {
  const managed = [...remote.values()].filter((connection) => connection.managed);
  const byAppliedName = new Map(managed.map((connection) => [connection.applied_name, connection]));
  const earlierNames = Map.groupBy(moved, ({ to }) => to);
  const origins = new Map<string, Connection>();
  const conflicts: Conflict[] = [];

  const under = (name: string): Connection | undefined => {
    const applied = byAppliedName.get(name);
    if (applied) return applied;
    const present = remote.get(name);
    return present?.managed && !desired.has(present.applied_name ?? '') ? present : undefined;
  };
  /** All that a name could stand for by `moved`, nearest first; a circle was refused before. */
  const moving = (name: string): Connection[] =>
    (earlierNames.get(name) ?? []).flatMap(({ from }) => {
      const found = under(from);
      return [...(found ? [found] : []), ...moving(from)];
    });

  for (const [name, want] of desired) {
    const candidates = [under(name), ...moving(name)].filter((connection) => connection !== undefined);
    const [origin, ...others] = [...new Set(candidates)];
    const present = remote.get(name);
    const isInTheWay = present && present !== origin && (present.managed || origin !== undefined);
    if (isInTheWay) {
      const names = [name, ...(origin ? [origin.name] : [])];
      conflicts.push({ names, problem: nameTaken(want, present, origin) });
    }
    if (!origin) continue;
    origins.set(name, origin);
    for (const other of others)
      conflicts.push({ names: [name, origin.name, other.name], problem: bothThere(want, origin, other) });
  }
  return { origins, conflicts };
}

function nameTaken(want: DesiredConnection, present: Connection, origin: Connection | undefined): Diagnostic {
  const before = present.applied_name ?? present.name;
  const there =
    before === want.name
      ? `“${want.name}” on the backend is another connection`
      : `“${want.name}” on the backend is the connection that was “${before}” when it was last applied`;
  const meant = origin ? `, and “${origin.name}” is to be called so` : '';
  return diagnostic('move-conflict', {
    ...placeOf(want.source),
    connection: want.name,
    detail: `${there}${meant}.`,
    fix: 'Rename or delete one of them on the backend, or give the one in the configuration another name.',
  });
}

function bothThere(want: DesiredConnection, origin: Connection, other: Connection): Diagnostic {
  return diagnostic('move-conflict', {
    ...placeOf(want.source),
    connection: want.name,
    detail: `Both “${origin.name}” and “${other.name}” exist on the backend, and \`moved\` says that they are one. “${other.name}” would be destroyed.`,
    fix: `If it is to go, remove its entry under \`moved\`. If it is to stay, declare it, or name it under \`removed\`.`,
  });
}
