// What has to happen to one connection.
import type { Action, Change, Connection, FieldChange, Position } from '@flowlink/schema';
import { lineColumn } from '../diagnostics/source-file.ts';
import { secretDifferences } from '../diff/secrets.ts';
import { differences, type FieldDifference } from '../diff/three-way.ts';
import { appliedForm } from '../edit/declaration.ts';
import type { DesiredConnection } from '../resolve/connections.ts';
import { placeOf } from '../validate/declared-connection.ts';

/**
 * @param have the connection on the backend that it stands for, managed unless it is to be imported
 * @param salt the key of the plan's fingerprints
 * @returns nothing if there is nothing to do
 */
export function changeOf(
  want: DesiredConnection,
  have: Connection | undefined,
  salt: string,
): Change | undefined {
  const imported = have !== undefined && !have.managed;
  // What was made by hand is what it starts from: nobody moved away from anything yet. A value that the running connector
  // advanced was never applied, and stays.
  const base = imported ? appliedForm(have) : (have?.applied ?? null);
  const fields = differences(want.config, base, have?.config ?? null);
  const replace = fields.some(({ forces_replacement }) => forces_replacement);
  const secrets = secretDifferences(want, have);
  const renamed = have !== undefined && have.name !== want.name;
  if (have && !imported && !renamed && fields.length + secrets.length === 0) return undefined;

  const action = actionFor({ have, imported, replace, renamed, differs: fields.length + secrets.length > 0 });
  const written = new Set(
    !have || replace ? Object.keys(want.secrets) : secrets.map(({ path: [field] }) => field),
  );
  return {
    name: want.name,
    action,
    ...(renamed ? { from: have.name } : {}),
    reason: reasonFor(action, { want, have, fields, secrets }),
    revision: have?.revision ?? null,
    config: want.config,
    secrets: Object.fromEntries(
      Object.entries(want.secrets).map(([field, { env, secret }]) => [
        field,
        { env, fingerprint: secret.fingerprint(salt), write: written.has(field) },
      ]),
    ),
    fields: [...fields, ...secrets].map((field) => withPosition(field, want)),
    position: positionOf(want),
  };
}

function actionFor({
  have,
  imported,
  replace,
  renamed,
  differs,
}: {
  readonly have: Connection | undefined;
  readonly imported: boolean;
  readonly replace: boolean;
  readonly renamed: boolean;
  readonly differs: boolean;
}): Action {
  if (!have) return 'create';
  if (imported) return 'import';
  if (replace) return 'replace';
  return renamed && !differs ? 'move' : 'update';
}

/** A connection that is no longer in the configuration goes, or is only let go of. */
export function departureOf(
  have: Connection,
  action: 'destroy' | 'forget',
  mode: 'apply' | 'destroy',
): Change {
  const secrets = Object.keys(have.secrets).map((field): FieldDifference => {
    const kind = 'remove';
    return { path: [field], kind, sensitive: true, forces_replacement: false, direction: 'config' };
  });
  const gone = action === 'destroy';
  return {
    name: have.name,
    action,
    reason: !gone
      ? 'it is named under `removed`, and stays on the backend as it is'
      : mode === 'destroy'
        ? 'everything is to go'
        : 'it is no longer in the configuration',
    revision: have.revision,
    config: null,
    secrets: {},
    fields: gone ? [...differences(null, have.applied, have.config), ...secrets] : [],
  };
}

interface Differences {
  readonly want: DesiredConnection;
  readonly have: Connection | undefined;
  readonly fields: readonly FieldDifference[];
  readonly secrets: readonly FieldDifference[];
}

function reasonFor(action: Action, { want, have, fields, secrets }: Differences): string {
  if (!have) return 'it does not exist on the backend';
  const renamed = renaming(want, have);
  if (action === 'replace') return [...renamed, replacing(fields)].join('; ');
  const isOurs = ({ direction }: FieldDifference) => direction === 'config';
  const rotated = secrets.filter(isOurs).map(({ path: [field] }) => field);
  const isImport = action === 'import';
  return [
    ...(isImport ? ['it was made by hand'] : []),
    ...renamed,
    ...(rotated.length > 0 ? [`${rotated.join(' and ')} ${isImport ? 'differs' : 'was rotated'}`] : []),
    ...(fields.some(isOurs) ? [`the configuration ${isImport ? 'differs' : 'changed'}`] : []),
    ...([...fields, ...secrets].every(isOurs) ? [] : ['it was changed on the backend']),
  ].join('; ');
}

/** Who renamed it: the configuration, or somebody on the backend. */
function renaming(want: DesiredConnection, have: Connection): string[] {
  if (have.name === want.name) return [];
  return have.applied_name === have.name
    ? [`it was called ${have.name} before`]
    : [`it was renamed to ${have.name} on the backend`];
}

function replacing(fields: readonly FieldDifference[]): string {
  const forcing = fields
    .filter(({ forces_replacement }) => forces_replacement)
    .map(({ path }) => path.join('.'));
  return `${forcing.join(' and ')} changed, which makes it another connection`;
}

function withPosition(field: FieldDifference, { source }: DesiredConnection): FieldChange {
  const { file, range } = placeOf(source, field.path);
  const text = source.layers.find((layer) => layer.file.path === file)?.file.text ?? '';
  return { ...field, position: { file, ...lineColumn(text, range.start) } };
}

function positionOf({ source }: DesiredConnection): Position {
  const { file, range } = placeOf(source);
  return { file, ...lineColumn(source.file.text, range.start) };
}
