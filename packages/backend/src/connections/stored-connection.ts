// A connection as a store keeps it, and as responses show it.
import type { Connection, Fingerprint } from '@flowlink/schema';

/** A secret at rest: its fingerprint, and its value encrypted. */
export interface StoredSecret extends Fingerprint {
  readonly ciphertext: Uint8Array;
}

/** A connection with its encrypted secrets. `config` holds the running values, `applied` what the last apply sent. */
export interface StoredConnection extends Omit<Connection, 'secrets'> {
  readonly workspace: string;
  readonly secrets: Readonly<Record<string, StoredSecret>>;
}

/** What a response shows of it: secrets as fingerprints only. */
export function shown({ workspace: _workspace, secrets, ...connection }: StoredConnection): Connection {
  return {
    ...connection,
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([field, { salt, fingerprint }]) => [field, { salt, fingerprint }]),
    ),
  };
}
