// Compares the secrets of a connection with what the backend tells of them: equal fingerprints, equal values.
import type { Connection, Direction } from '@flowlink/schema';
import type { DesiredConnection } from '../resolve/connections.ts';
import type { FieldDifference } from './three-way.ts';

/** The secret fields whose value is not that on the backend, each with who moved. */
export function secretDifferences(want: DesiredConnection, have: Connection | undefined): FieldDifference[] {
  return Object.keys(want.secrets).flatMap((field) => {
    const direction = secretDirection(want, have, field);
    const kind = have?.secrets[field] ? 'change' : 'add';
    return direction
      ? [{ path: [field], kind, sensitive: true, forces_replacement: false, direction } as const]
      : [];
  });
}

function secretDirection(
  { secrets }: DesiredConnection,
  have: Connection | undefined,
  field: string,
): Direction | undefined {
  const stored = have?.secrets[field];
  const secret = secrets[field]?.secret;
  if (!stored || !secret) return 'config';
  if (secret.fingerprint(stored.salt) === stored.fingerprint) return undefined;
  const { applied } = stored;
  // Another salt alone says nothing: somebody may have entered the same value again.
  const isEdited = have?.edits.some(({ path }) => path.length === 1 && path[0] === field);
  if (!applied || !isEdited) return 'config';
  return secret.fingerprint(applied.salt) === applied.fingerprint ? 'backend' : 'conflict';
}
