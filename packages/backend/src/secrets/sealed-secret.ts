// A secret as it is kept: encrypted, with a fingerprint that tells whether a value equals it.
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Fingerprint } from '@flowlink/schema';

/** A secret's value encrypted, and its fingerprint. */
export interface SealedSecret extends Fingerprint {
  readonly sealed: Uint8Array;
  /** The ID of the data key that encrypts it; null if it is the master key itself, as before there were data keys. */
  readonly data_key: string | null;
}

/** What it takes to open it. */
export type Ciphertext = Pick<SealedSecret, 'sealed' | 'data_key'>;

/** Where a secret belongs; it opens only there. */
export interface SecretPlace {
  /** The connection's ID. */
  readonly connection: string;
  readonly field: string;
}

export function fingerprintOf(secret: string): Fingerprint {
  const salt = randomBytes(16).toString('hex');
  return { salt, fingerprint: digest(secret, salt) };
}

export function matchesFingerprint(secret: string, { salt, fingerprint }: Fingerprint): boolean {
  return timingSafeEqual(Buffer.from(digest(secret, salt)), Buffer.from(fingerprint));
}

/** HMAC-SHA-256 of the secret, keyed with the salt's bytes, as the contract says. A key object costs a quarter of what bytes cost. */
function digest(secret: string, salt: string): string {
  return createHmac('sha256', createSecretKey(salt, 'hex')).update(secret, 'utf8').digest('hex');
}
