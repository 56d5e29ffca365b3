// Encrypts bytes so that they open only with the key, in their place, unaltered.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Nonces are random. NIST SP 800-38D allows 2^32 of them for one key, after which two are equal with a chance below 2^-32:
 * a secret a second for a century. A data key can be replaced long before; the master key encrypts little else than data keys.
 *
 * @param key 32 bytes
 * @param place what the ciphertext is bound to
 * @returns nonce, tag and the encrypted bytes
 */
export function encrypt(key: Uint8Array | KeyObject, plain: Uint8Array, place: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @returns undefined if it was tampered with, bound to another place, or encrypted with another key */
export function decrypt(
  key: Uint8Array | KeyObject,
  ciphertext: Uint8Array,
  place: string,
): Buffer | undefined {
  const nonce = ciphertext.subarray(0, NONCE_BYTES);
  const tag = ciphertext.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  if (tag.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(tag);
  const body = decipher.update(ciphertext.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return undefined;
  }
}
