// Encrypts secrets at rest, bound to where they belong, and fingerprints them.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Fingerprint } from '@flowlink/schema';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A secret's value encrypted, and its fingerprint. */
export interface SealedSecret extends Fingerprint {
  readonly ciphertext: Uint8Array;
}

/** Seals and opens secrets with one key of 32 bytes. */
export class SecretBox {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** @param place connection ID and field; the ciphertext opens only there */
  seal(secret: string, place: string): SealedSecret {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const salt = randomBytes(16).toString('hex');
    return {
      salt,
      fingerprint: digest(secret, salt),
      ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]),
    };
  }

  /** Throws if the ciphertext was tampered with, moved to another place, or sealed with another key. */
  open({ ciphertext }: Pick<SealedSecret, 'ciphertext'>, place: string): string {
    const nonce = ciphertext.subarray(0, NONCE_BYTES);
    const tag = ciphertext.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag);
    const body = decipher.update(ciphertext.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  }

  matches(secret: string, { salt, fingerprint }: Fingerprint): boolean {
    return timingSafeEqual(Buffer.from(digest(secret, salt)), Buffer.from(fingerprint));
  }

  /** Tells this key from another one without revealing it. */
  check(): string {
    return createHmac('sha256', this.#key).update('flowlink-backend key check').digest('hex');
  }
}

/** HMAC-SHA-256 of the secret, keyed with the salt's bytes, as the contract says. */
function digest(secret: string, salt: string): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(secret, 'utf8').digest('hex');
}
