// Seals and opens secrets: data keys encrypt them, and the master key encrypts the data keys.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { decrypt, encrypt } from './aes-gcm.ts';
import { type DataKey, newDataKey, rewrap, unwrap } from './data-key.ts';
import type { Ciphertext, SecretPlace } from './sealed-secret.ts';

/** Encrypts a secret for the place where it belongs. */
export type Seal = (secret: string, place: SecretPlace) => Ciphertext;

/** Where data keys are looked up, so that one which another instance made is found. */
export interface DataKeys {
  newestDataKey(): Promise<DataKey | undefined>;
  dataKey(id: string): Promise<DataKey | undefined>;
}

/** A data key that these master keys do not open, or that there is not. */
class UnknownDataKey extends Error {
  override readonly name = 'UnknownDataKey';
}

/** Holds master keys of 32 bytes, and the data keys that it has opened so far. It never shows them. */
export class SecretBox {
  readonly #masters: readonly Uint8Array[];
  /** Node takes them twice as fast as key objects than as bytes, which it tries for other kinds of keys first. */
  readonly #opened = new Map<string, KeyObject>();

  /** @param others master keys that are accepted too, while one takes the place of another */
  constructor(master: Uint8Array, ...others: Uint8Array[]) {
    this.#masters = [master, ...others];
  }

  /** Seals with the newest data key. @param keys in the transaction that keeps what is sealed */
  async sealer(keys: DataKeys): Promise<Seal> {
    const newest = await keys.newestDataKey();
    if (!newest) throw new UnknownDataKey('There is no data key.');
    const key = this.#keyOf(newest);
    return (secret, place) => ({
      sealed: encrypt(key, Buffer.from(secret), associatedData(place, newest.id)),
      data_key: newest.id,
    });
  }

  /** @returns undefined if it was tampered with, belongs to another place, or is sealed with a key that is not known */
  async open(
    { sealed, data_key }: Ciphertext,
    place: SecretPlace,
    keys: DataKeys,
  ): Promise<string | undefined> {
    const candidates = data_key === null ? this.#masters : await this.#find(data_key, keys);
    for (const key of candidates) {
      const secret = decrypt(key, sealed, associatedData(place, data_key));
      if (secret) return secret.toString('utf8');
    }
    return undefined;
  }

  async #find(id: string, keys: DataKeys): Promise<KeyObject[]> {
    const dataKey = this.#opened.has(id) ? undefined : await keys.dataKey(id);
    if (dataKey && this.opens(dataKey)) this.#keyOf(dataKey);
    const key = this.#opened.get(id);
    return key ? [key] : [];
  }

  /** Whether one of the master keys opens it. */
  opens(dataKey: DataKey): boolean {
    return this.#masters.some((master) => unwrap(master, dataKey) !== undefined);
  }

  #keyOf(dataKey: DataKey): KeyObject {
    const known = this.#opened.get(dataKey.id);
    if (known) return known;
    for (const master of this.#masters) {
      const bytes = unwrap(master, dataKey);
      if (!bytes) continue;
      const key = createSecretKey(bytes);
      this.#opened.set(dataKey.id, key);
      return key;
    }
    throw new UnknownDataKey(`The data key ${dataKey.id} does not open.`);
  }

  /** A data key under the master key that the check belongs to. */
  newDataKey(check: string, now: Date, newest?: DataKey): DataKey {
    return newDataKey(this.#masterOf(check), now, newest);
  }

  /** The data key under the first master key instead of the one that the check belongs to; undefined if it does not open. */
  rewrap(check: string, dataKey: DataKey): DataKey | undefined {
    const [first] = this.#masters;
    return first && rewrap(this.#masterOf(check), first, dataKey);
  }

  #masterOf(check: string): Uint8Array {
    const master = this.#masters.find((each) => checkOf(each) === check);
    if (!master) throw new UnknownDataKey('The master key is not the one of the database.');
    return master;
  }

  /** Tells the first master key from another one without revealing it. */
  check(): string {
    return checkOf(this.#masters[0] ?? Buffer.alloc(0));
  }

  /** Whether one of the master keys has this check. */
  has(check: string): boolean {
    return this.#masters.some((master) => checkOf(master) === check);
  }

  toJSON(): string {
    return '[SecretBox]';
  }

  [inspect.custom](): string {
    return '[SecretBox]';
  }
}

/** IDs hold no slash, so no two places are written alike. */
function associatedData({ connection, field }: SecretPlace, dataKey: string | null): string {
  return dataKey === null ? `${connection}/${field}` : `${dataKey}/${connection}/${field}`;
}

function checkOf(master: Uint8Array): string {
  return createHmac('sha256', master).update('flowlink-backend key check').digest('hex');
}
