// Computes the plan: a pure function of the configuration, the backend, the secrets' fingerprints and the clock.
import type { Change, Connection, FieldChange, Plan, PlanCounts, Position } from '@flowlink/schema';
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import { lineColumn } from '../diagnostics/source-file.ts';
import { differences, type FieldDifference } from '../diff/three-way.ts';
import type { Remote } from '../read/read.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';
import { checkAccountChanges } from './account-changes.ts';
import { checkGuards, checkOwnership } from './guards.ts';
import { sealed } from './integrity.ts';
import { applyTargets } from './targets.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  readonly workspace: string;
  readonly backendUrl: string;
  /** `destroy` plans to destroy all managed connections, whatever the configuration says. */
  readonly mode: 'apply' | 'destroy';
  /** In any order. */
  readonly desired: readonly DesiredConnection[];
  readonly remote: Remote;
  /** Only these connections; empty means all. */
  readonly targets: readonly string[];
  readonly maxDestroy?: number;
  /** Connections whose scopes were declared wrongly before: their API account always had the scopes declared now. */
  readonly redeclareScopes: readonly string[];
  readonly now: Date;
  /** 16 random bytes in hexadecimal: the key of this plan's fingerprints. */
  readonly salt: string;
  readonly toolVersion: string;
}

/** A plan, or the reasons why there can be none. */
export function computePlan(input: PlanInput): Outcome<Plan> {
  const desired = new Map(
    input.mode === 'destroy' ? [] : input.desired.map((connection) => [connection.name, connection]),
  );
  const names = [...new Set([...desired.keys(), ...input.remote.keys()])].sort();
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  const counts: PlanCounts = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    unchanged: 0,
    unmanaged: 0,
    skipped: 0,
  };

  for (const name of names) {
    const want = desired.get(name);
    const have = input.remote.get(name);
    if (have && !have.managed) {
      counts.unmanaged++;
      if (want) diagnostics.push(checkOwnership(want));
      continue;
    }
    const change = want ? planConnection(want, have, input.salt) : have && planDestroy(have, input.mode);
    if (change) changes.push(change);
    else counts.unchanged++;
  }

  const targeted = applyTargets(changes, input.targets, names);
  diagnostics.push(...targeted.diagnostics);
  for (const { action } of targeted.changes) counts[action]++;
  counts.skipped = changes.length - targeted.changes.length;
  diagnostics.push(
    ...checkGuards(targeted.changes, input, desired),
    ...checkAccountChanges(targeted.changes, input.remote, desired, input.redeclareScopes),
  );
  if (hasErrors(diagnostics)) return { diagnostics };
  return {
    value: sealed({
      format: 'flowlink-plan',
      version: 1,
      created_at: input.now.toISOString(),
      tool_version: input.toolVersion,
      workspace: input.workspace,
      backend_url: input.backendUrl,
      mode: input.mode,
      targets: [...input.targets].sort(),
      salt: input.salt,
      changes: targeted.changes,
      counts,
    }),
    diagnostics,
  };
}

function planConnection(
  want: DesiredConnection,
  have: Connection | undefined,
  salt: string,
): Change | undefined {
  const fields = differences(want.config, have?.applied ?? null, have?.config ?? null);
  const replace = fields.some(({ forces_replacement }) => forces_replacement);
  const rotated = Object.keys(want.secrets).filter(
    (field) => !have || replace || isRotated(want, have, field),
  );
  if (have && fields.length === 0 && rotated.length === 0) return undefined;
  const changedSecrets = rotated.filter((field) => !have || isRotated(want, have, field));
  const action = !have ? 'create' : replace ? 'replace' : 'update';
  return {
    name: want.name,
    action,
    reason: reasonFor(action, fields, changedSecrets),
    revision: have?.revision ?? null,
    config: want.config,
    secrets: Object.fromEntries(
      Object.entries(want.secrets).map(([field, { env, secret }]) => [
        field,
        { env, fingerprint: secret.fingerprint(salt), write: rotated.includes(field) },
      ]),
    ),
    fields: [...fields, ...changedSecrets.map((field) => secretChange(field, have))].map((field) =>
      withPosition(field, want),
    ),
    position: positionOf(want),
  };
}

function isRotated(want: DesiredConnection, have: Connection, field: string): boolean {
  const stored = have.secrets[field];
  const secret = want.secrets[field]?.secret;
  return !stored || secret?.fingerprint(stored.salt) !== stored.fingerprint;
}

function secretChange(field: string, have: Connection | undefined): FieldDifference {
  const kind = have?.secrets[field] ? 'change' : 'add';
  return { path: [field], kind, sensitive: true, forces_replacement: false, direction: 'config' };
}

function planDestroy(have: Connection, mode: PlanInput['mode']): Change {
  const secrets = Object.keys(have.secrets).map(
    (field): FieldDifference => ({
      path: [field],
      kind: 'remove',
      sensitive: true,
      forces_replacement: false,
      direction: 'config',
    }),
  );
  return {
    name: have.name,
    action: 'destroy',
    reason: mode === 'destroy' ? 'everything is to go' : 'it is no longer in the configuration',
    revision: have.revision,
    config: null,
    secrets: {},
    fields: [...differences(null, have.applied, have.config), ...secrets],
  };
}

function reasonFor(
  action: Change['action'],
  fields: readonly FieldDifference[],
  secrets: readonly string[],
): string {
  if (action === 'create') return 'it does not exist on the backend';
  const forcing = fields
    .filter(({ forces_replacement }) => forces_replacement)
    .map(({ path }) => path.join('.'));
  if (forcing.length > 0) return `${forcing.join(' and ')} changed, which makes it another connection`;
  const drifted = fields.filter(({ direction }) => direction !== 'config').length;
  const reasons = [
    ...(secrets.length > 0 ? [`${secrets.join(' and ')} was rotated`] : []),
    ...(drifted < fields.length ? ['the configuration changed'] : []),
    ...(drifted > 0 ? ['it was changed on the backend'] : []),
  ];
  return reasons.join('; ');
}

function withPosition(field: FieldDifference, { source, name }: DesiredConnection): FieldChange {
  const { file, range } = placeOf({ ...source, name }, field.path);
  return { ...field, position: { file, ...lineColumn(source.file.text, range.start) } };
}

function positionOf({ source }: DesiredConnection): Position {
  const { file, range } = placeOf(source);
  return { file, ...lineColumn(source.file.text, range.start) };
}
