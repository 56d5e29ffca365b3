// The master keys that a process was given, ready to use.
import { StartError } from '../store/open-store.ts';
import { findEncryptionKey, type KeySource, readKey } from './encryption-key.ts';
import { SecretBox } from './secret-box.ts';

/** Throws a `StartError` that says which key is missing or malformed. */
export function openBox({ old = {}, ...source }: KeySource): SecretBox {
  const key = keyOrStop(findEncryptionKey(source));
  const former = readKey(old, 'FLOWLINK_OLD_ENCRYPTION_KEY');
  return former ? new SecretBox(key, keyOrStop(former)) : new SecretBox(key);
}

export function keyOrStop(key: Uint8Array | { readonly problem: string }): Uint8Array {
  if ('problem' in key) throw new StartError(key.problem);
  return key;
}
