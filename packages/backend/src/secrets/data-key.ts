// Data keys, which encrypt secrets and are kept in the database, encrypted themselves with the master key.
import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.ts';

const KEY_BYTES = 32;

/** A data key at rest. */
export interface DataKey {
  readonly id: string;
  /** Encrypted with the master key, and bound to the ID. */
  readonly wrapped: Uint8Array;
  readonly created_at: string;
}

/** @param newest the newest one there is; the new one is younger, whatever the clock of this machine says */
export function newDataKey(master: Uint8Array, now: Date, newest?: DataKey): DataKey {
  const id = `dk_${randomBytes(8).toString('hex')}`;
  const earliest = newest === undefined ? 0 : Date.parse(newest.created_at) + 1;
  return {
    id,
    wrapped: wrap(master, id, randomBytes(KEY_BYTES)),
    created_at: new Date(Math.max(now.getTime(), earliest)).toISOString(),
  };
}

/** @returns the key's 32 bytes; undefined if this is not its master key, or it was altered */
export function unwrap(master: Uint8Array, { id, wrapped }: DataKey): Uint8Array | undefined {
  return decrypt(master, wrapped, placeOf(id));
}

/** The same data key under another master key, or undefined if it does not open. */
export function rewrap(from: Uint8Array, to: Uint8Array, dataKey: DataKey): DataKey | undefined {
  const key = unwrap(from, dataKey);
  return key && { ...dataKey, wrapped: wrap(to, dataKey.id, key) };
}

function wrap(master: Uint8Array, id: string, key: Uint8Array): Uint8Array {
  return encrypt(master, key, placeOf(id));
}

const placeOf = (id: string) => `data key ${id}`;
