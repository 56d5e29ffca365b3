// Who is ahead: the configuration, the backend or both, connection by connection and field by field.
import type { Actor, AuditEntry, Connection, Edit } from '@flowlink/schema';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { findOrigins } from '../diff/origins.ts';
import { secretDifferences } from '../diff/secrets.ts';
import { differences, type FieldDifference } from '../diff/three-way.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';
import type { Transitions } from '../validate/moved-removed-imports.ts';

/** Who did something on the backend, and when. */
export interface Deed {
  readonly by: Actor;
  readonly at: string;
}

/** A field that differs. `before` is the value on the backend, `after` that in the configuration. */
export interface DriftedField extends FieldDifference {
  readonly place: Place;
  /** Who changed it on the backend, if somebody did. */
  readonly edited?: Deed;
}

/** A connection whose two sides differ. */
export interface DriftedConnection {
  readonly name: string;
  /**
   * differs: in the fields that follow. absent: declared and not on the backend. undeclared: managed and in no file.
   * unmanaged: declared, and made by hand.
   */
  readonly status: 'differs' | 'absent' | 'undeclared' | 'unmanaged';
  /** Whether somebody on the backend is ahead of the configuration. */
  readonly isDrift: boolean;
  /** The name on the backend, if it was renamed there. */
  readonly renamedTo?: { readonly name: string; readonly edited?: Deed };
  /** The name on the backend, if `moved` is to rename it. */
  readonly renamedFrom?: string;
  /** Who deleted it on the backend, if somebody did. */
  readonly deleted?: Deed;
  readonly place?: Place;
  readonly fields: readonly DriftedField[];
  /** Both sides, if it differs. */
  readonly sides?: { readonly want: DesiredConnection; readonly have: Connection };
}

export interface Drift {
  readonly workspace: string;
  readonly backendUrl: string;
  /** Those that differ, in the order of their names. */
  readonly connections: readonly DriftedConnection[];
  /** How many were compared. */
  readonly compared: number;
}

export interface DriftInput {
  readonly workspace: string;
  readonly backendUrl: string;
  readonly desired: readonly DesiredConnection[];
  readonly transitions: Transitions;
  readonly remote: Remote;
  /** Who deleted connections past flowlink, the newest first. */
  readonly deletions: readonly AuditEntry[];
  /** Only these connections; empty means all. */
  readonly names: readonly string[];
}

/** Whether any connection was changed on the backend since the last apply. */
export function hasDrift({ connections }: Drift): boolean {
  return connections.some(({ isDrift }) => isDrift);
}

/** Pure; what cannot be told apart is told as a diagnostic. */
export function computeDrift(input: DriftInput): { drift: Drift; diagnostics: Diagnostic[] } {
  const { remote, transitions, names } = input;
  const desired = new Map(input.desired.map((connection) => [connection.name, connection]));
  const { origins, conflicts } = findOrigins(desired, remote, transitions.moved);
  const declared = [...desired.values()].map((want) => compare(want, origins.get(want.name), input));
  const claimed = new Set([...origins.values()].map(({ name }) => name));
  const undeclared = [...remote.values()]
    .filter((have) => have.managed && !claimed.has(have.name))
    .map(departed);
  const all = [...declared, ...undeclared].filter(
    (connection) => names.length === 0 || (connection !== undefined && names.includes(connection.name)),
  );
  const connections = all
    .filter((connection) => connection !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const compared = names.length > 0 ? names.length : desired.size + undeclared.length;
  return {
    drift: { workspace: input.workspace, backendUrl: input.backendUrl, connections, compared },
    diagnostics: conflicts.map(({ problem }) => problem),
  };
}

function compare(
  want: DesiredConnection,
  have: Connection | undefined,
  { remote, deletions }: DriftInput,
): DriftedConnection | undefined {
  const { name, source } = want;
  const place = placeOf(source);
  if (!have) {
    const byHand = remote.get(name);
    if (byHand) return { name, status: 'unmanaged', isDrift: false, place, fields: [] };
    // What a run deleted was meant to go.
    const deletion = deletions.find(({ connection }) => connection === name);
    const byHandNow = deletion?.run === null;
    return {
      name,
      status: 'absent',
      isDrift: byHandNow,
      ...(byHandNow ? { deleted: { by: deletion.by, at: deletion.at } } : {}),
      place,
      fields: [],
    };
  }
  const differing = [
    ...differences(want.config, have.applied, have.config),
    ...secretDifferences(want, have),
  ];
  const hasOtherName = have.name !== name;
  const renamed = hasOtherName && have.applied_name !== have.name;
  if (differing.length === 0 && !hasOtherName) return undefined;
  const fields = differing.map((field): DriftedField => {
    const edit = field.direction === 'config' ? undefined : editOf(have, field.path);
    return {
      ...field,
      place: placeOf(source, field.path),
      ...(edit ? { edited: { by: edit.by, at: edit.at } } : {}),
    };
  });
  return {
    name,
    status: 'differs',
    isDrift: renamed || fields.some(({ direction }) => direction !== 'config'),
    ...(renamed ? { renamedTo: renaming(have) } : {}),
    ...(hasOtherName && !renamed ? { renamedFrom: have.name } : {}),
    place,
    fields,
    sides: { want, have },
  };
}

function renaming(have: Connection): { name: string; edited?: Deed } {
  const edit = editOf(have, ['name']);
  return { name: have.name, ...(edit ? { edited: { by: edit.by, at: edit.at } } : {}) };
}

function editOf({ edits }: Connection, path: readonly string[]): Edit | undefined {
  const wanted = path.join('\0');
  return edits.find((edit) => edit.path.join('\0') === wanted);
}

/** Whatever was edited in it goes with it, so who is ahead is the configuration. */
function departed(have: Connection): DriftedConnection {
  return { name: have.name, status: 'undeclared', isDrift: false, fields: [] };
}
