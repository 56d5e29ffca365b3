// What plan and drift have to say, worked out from the model alone.
import type { Project } from './project.ts';
import { changed, differences, moved, type PlannedChange, type Stored } from './stored.ts';

/** Everything that there is. */
export interface Model {
  readonly project: Project;
  /** By name. */
  stored: Map<string, Stored>;
  /** Who deleted what had this name last; undefined if a run did. */
  readonly deletedBy: Map<string, string | undefined>;
}

export interface ExpectedPlan {
  /** Codes of errors and the connections that they are about; none if there is a plan. */
  readonly refusals: readonly string[];
  readonly changes: readonly PlannedChange[];
}

interface Conflict {
  readonly name: string;
  /** Everything that has a part in it, by name on the backend. */
  readonly about: readonly string[];
}

/** The managed connections that a declared name could stand for, the likeliest first. */
function claims({ project, stored }: Model, name: string): Stored[] {
  const managed = [...stored.values()].filter((one) => one.managed);
  const known = (wanted: string) => {
    const applied = managed.filter((one) => one.applied?.name === wanted);
    const present = managed.filter(
      (one) => one.name === wanted && !project.connections.has(one.applied?.name ?? ''),
    );
    return applied.length > 0 ? applied : present;
  };
  const earlier = (wanted: string): string[] =>
    project.moved.flatMap(({ from, to }) => (to === wanted ? [from, ...earlier(from)] : []));
  return [...new Set([name, ...earlier(name)].flatMap(known))];
}

/** Declared connections for which it cannot be said which one on the backend is meant, or whose name is taken. */
export function conflicts(model: Model): Conflict[] {
  return [...model.project.connections.keys()].flatMap((name) => {
    const [origin, ...others] = claims(model, name);
    const present = model.stored.get(name);
    const isTaken = present !== undefined && present !== origin && (present.managed || origin !== undefined);
    if (!isTaken && others.length === 0) return [];
    return [{ name, about: [...(origin ? [origin.name] : []), ...others.map((other) => other.name)] }];
  });
}

function wantOf({ project }: Model, name: string): NonNullable<PlannedChange['want']> {
  return { config: project.fields(name), token: project.token(name) };
}

/** What would happen to one declared connection. */
function arriving(model: Model, name: string): PlannedChange | undefined {
  const { project, stored } = model;
  const present = stored.get(name);
  const [claimed] = claims(model, name);
  const imported = !claimed && present && !present.managed && project.imports.has(name) ? present : undefined;
  const origin = claimed ?? imported;
  const want = wantOf(model, name);
  const fields = origin ? differences(want, origin) : {};
  const replaces = 'store_hash' in fields;
  const renames = origin !== undefined && origin.name !== name;
  const differs = Object.keys(fields).length > 0;
  if (origin && !imported && !renames && !differs) return undefined;
  const action = !origin
    ? 'create'
    : imported
      ? 'import'
      : replaces
        ? 'replace'
        : differs
          ? 'update'
          : 'move';
  const sendsToken = action === 'create' || action === 'replace' || 'access_token' in fields;
  return { name, action, ...(origin ? { origin } : {}), want, sendsToken, fields };
}

export function expectPlan(
  model: Model,
  mode: 'apply' | 'destroy',
  targets: readonly string[] = [],
): ExpectedPlan {
  const { project, stored } = model;
  const declared = mode === 'destroy' ? [] : [...project.connections.keys()];
  const isTarget = (names: readonly string[]) =>
    targets.length === 0 || names.some((name) => targets.includes(name));
  const arrivals = declared.flatMap((name) => arriving(model, name) ?? []);
  const claimed = new Set(declared.map((name) => claims(model, name)[0]));
  const departures = [...stored.values()]
    .filter((one) => one.managed && !claimed.has(one))
    .map((origin): PlannedChange => {
      const names = [origin.name, origin.applied?.name ?? origin.name];
      const isForgotten = mode === 'apply' && names.some((name) => project.removed.has(name));
      const action = isForgotten ? 'forget' : 'destroy';
      return { name: origin.name, action, origin, sendsToken: false, fields: {} };
    });
  const changes = [...arrivals, ...departures].filter(({ name, origin }) =>
    isTarget([name, origin?.name ?? name]),
  );
  const clashes =
    mode === 'destroy' ? [] : conflicts(model).filter(({ name, about }) => isTarget([name, ...about]));
  if (clashes.length > 0)
    return { refusals: clashes.map(({ name }) => `move-conflict ${name}`), changes: [] };
  const refusals = [
    ...declared.filter((name) => isTarget([name])).flatMap((name) => refusedImport(model, name)),
    ...changes.flatMap(refusedChange),
    ...tooMany(project, changes, mode),
  ];
  return { refusals, changes: refusals.length > 0 ? [] : changes };
}

function refusedImport(model: Model, name: string): string[] {
  const present = model.stored.get(name);
  if (claims(model, name).length > 0) return [];
  if (!present) return model.project.imports.has(name) ? [`import-missing ${name}`] : [];
  return present.managed || model.project.imports.has(name) ? [] : [`unmanaged-connection ${name}`];
}

function refusedChange({ name, action, origin, want, fields, sendsToken }: PlannedChange): string[] {
  if (!origin) return [];
  const isGone = action === 'destroy' || action === 'replace';
  if (isGone) return origin.config.protect ? [`protected-connection ${name}`] : [];
  if (action === 'import' && 'store_hash' in fields) return [`import-mismatch ${name}`];
  // The API account behind a token has the scopes that it was made with.
  const before = origin.applied?.config ?? origin.config;
  const gainsScopes = Object.keys(fields).some((key) => {
    const isScope = key.startsWith('scopes.');
    return isScope && before[key] !== want?.config[key];
  });
  return gainsScopes && !sendsToken ? [`scopes-immutable ${name}`] : [];
}

function tooMany({ maxDestroy }: Project, changes: readonly PlannedChange[], mode: string): string[] {
  const gone = changes.filter(({ action }) => action === 'destroy' || action === 'replace').length;
  return mode === 'apply' && maxDestroy !== undefined && gone > maxDestroy ? ['too-many-destroys'] : [];
}

/** What the backend holds after some changes. */
export function after({ stored, deletedBy }: Model, changes: readonly PlannedChange[]): Map<string, Stored> {
  const next = new Map(stored);
  for (const change of changes) {
    const from = change.origin?.name ?? change.name;
    const outcome = changed(change, stored.get(from));
    next.delete(from);
    if (outcome) next.set(outcome.name, outcome);
    else deletedBy.set(from, undefined);
  }
  return next;
}

/** What one change may have come to when its run was killed: nothing, all, or the rename alone. */
export function stages(change: PlannedChange, before: Stored | undefined): (Stored | undefined)[] {
  const renamed = before && change.want && before.name !== change.name ? [moved(before, change.name)] : [];
  return [before, ...renamed, changed(change, before)];
}

/** Each difference as one line: the connection, what is the matter with it, and field by field who is ahead. */
export function expectDrift(model: Model): string[] {
  const { project, stored, deletedBy } = model;
  const declared = [...project.connections.keys()];
  const claimed = new Set(declared.map((name) => claims(model, name)[0]));
  const differing = declared.flatMap((name) => {
    const [have] = claims(model, name);
    if (!have) return [absent(name, stored.get(name), deletedBy)];
    const fields = Object.entries(differences(wantOf(model, name), have)).map(([key, ahead]) => {
      const author = ahead === 'config' ? undefined : have.authors[key];
      return `${key}: ${ahead}${author ? ` by ${author}` : ''}`;
    });
    if (fields.length === 0 && have.name === name) return [];
    const rename =
      have.name === name
        ? []
        : [
            have.applied?.name === have.name
              ? `from ${have.name}`
              : `to ${have.name} by ${have.authors.name}`,
          ];
    return [[`${name} differs`, ...rename, ...fields.sort()].join(', ')];
  });
  const undeclared = [...stored.values()].filter((one) => one.managed && !claimed.has(one));
  return [...differing, ...undeclared.map(({ name }) => `${name} undeclared`)].sort();
}

function absent(name: string, present: Stored | undefined, deletedBy: Model['deletedBy']): string {
  if (present) return `${name} unmanaged`;
  const user = deletedBy.get(name);
  return `${name} absent${user ? `, deleted by ${user}` : ''}`;
}
