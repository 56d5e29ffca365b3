// A connection as a store keeps it, and as responses show it.
import type { Connection, SecretState } from '@flowlink/schema';
import type { SealedSecret } from '../secrets/sealed-secret.ts';

/** A secret at rest: what is told of it, and its value encrypted. */
export interface StoredSecret extends SecretState, SealedSecret {}

/** A connection with its encrypted secrets. `config` holds the running values, `applied` what the last apply sent. */
export interface StoredConnection extends Omit<Connection, 'secrets'> {
  readonly workspace: string;
  readonly secrets: Readonly<Record<string, StoredSecret>>;
}

/** A connection as responses show it, written already. */
export interface ShownConnection {
  readonly name: string;
  readonly revision: number;
  /** What `shown` gives, as JSON. */
  readonly json: string;
}

/** What a response shows of it: secrets as fingerprints only. */
export function shown({ workspace: _workspace, secrets, ...connection }: StoredConnection): Connection {
  return {
    ...connection,
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([field, { sealed: _sealed, data_key: _key, ...state }]) => [field, state]),
    ),
  };
}
