// What is kept of encryption keys, and the secrets as those see them who change keys.
import type { Fingerprint } from '@flowlink/schema';
import type { DataKey } from '../secrets/data-key.ts';
import type { Ciphertext, SecretPlace } from '../secrets/sealed-secret.ts';
import type { DataKeys } from '../secrets/secret-box.ts';

/** A secret at rest, and where it belongs. */
export interface SecretAtRest extends SecretPlace, Ciphertext {}

/** With the workspace and the name of the connection, for people. */
export interface ListedSecret extends SecretAtRest, Fingerprint {
  readonly workspace: string;
  readonly name: string;
}

/** Sealing secrets inside a transaction of their workspace. */
export interface Sealing extends DataKeys {
  /** Secrets of the workspace that another key than this data key encrypts. */
  secretsSealedOtherwise(workspace: string, dataKey: string, limit: number): Promise<SecretAtRest[]>;
  /** Replaces the ciphertext; the value, and with it the fingerprint, stays. */
  saveSealed(secret: SecretAtRest): Promise<void>;
}

/** The check of the master key, missing before the first start; the data key with which everything is being sealed anew. */
export type KeyNote = 'key_check' | 'rekey';

/** Changing keys while nobody seals. */
export interface KeyChange extends DataKeys {
  /** The oldest first. */
  dataKeys(): Promise<DataKey[]>;
  /** Adds it, or replaces how it is wrapped. There is no way to remove one: older copies of the database may need it. */
  saveDataKey(dataKey: DataKey): Promise<void>;
  note(about: KeyNote): Promise<string | undefined>;
  saveNote(about: KeyNote, value: string): Promise<void>;
  /** How many secrets the master key itself encrypts. */
  sealedDirectly(): Promise<number>;
}

export interface KeyStore extends DataKeys {
  /** One transaction. Whoever seals a secret has either committed it before, or sees what this one did. */
  change<T>(work: (keys: KeyChange) => Promise<T>): Promise<T>;
  /** Workspaces with a secret that another key than this data key encrypts. */
  workspacesSealedOtherwise(dataKey: string): Promise<string[]>;
  /** The secrets behind this place, by connection and field. */
  secrets(after: SecretPlace, limit: number): Promise<ListedSecret[]>;
}
