// Compares the secrets of a connection with what the backend tells of them: equal fingerprints, equal values.
import type { Connection, Direction } from '@flowlink/schema';
import type { DesiredConnection } from '../resolve/connections.ts';
import type { Secret } from '../resolve/secret.ts';
import type { FieldDifference } from './three-way.ts';

/** The secret fields whose value is not that on the backend, each with who moved. */
export function secretDifferences(want: DesiredConnection, have: Connection | undefined): FieldDifference[] {
  return Object.entries(want.secrets).flatMap(([field, { secret }]) => {
    const stored = have?.secrets[field];
    // Another salt alone says nothing: somebody may have entered the same value again.
    const isEdited = have?.edits.some(({ path: [edited] }) => edited === field);
    const direction = stored ? secretDirection(secret, stored, isEdited) : 'config';
    const kind = stored ? 'change' : 'add';
    return direction
      ? [{ path: [field], kind, sensitive: true, forces_replacement: false, direction } as const]
      : [];
  });
}

function secretDirection(
  secret: Secret,
  { salt, fingerprint, applied }: Connection['secrets'][string],
  isEdited: boolean | undefined,
): Direction | undefined {
  if (secret.fingerprint(salt) === fingerprint) return undefined;
  if (!applied || !isEdited) return 'config';
  return secret.fingerprint(applied.salt) === applied.fingerprint ? 'backend' : 'conflict';
}
