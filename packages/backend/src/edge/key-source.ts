// Which encryption key a command uses: FLOWLINK_ENCRYPTION_KEY or --key-file, and the same for the old one of a rotation.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeySource } from '../secrets/encryption-key.ts';
import { StartError } from '../store/open-store.ts';
import type { Flags } from './arguments.ts';

export function keySource(flags: Flags): KeySource {
  const { FLOWLINK_ENCRYPTION_KEY: key, FLOWLINK_OLD_ENCRYPTION_KEY: old } = process.env;
  return { ...given(key, flags['key-file']), old: given(old, flags['old-key-file']) };
}

/** For commands that only use a key that there is: throws a `StartError` instead of letting one be made. */
export function existingKeySource(flags: Flags): KeySource {
  const source = keySource(flags);
  if (source.value !== undefined || source.file !== undefined || flags.data === undefined) return source;
  if (existsSync(join(flags.data, 'encryption.key'))) return { ...source, dataDir: flags.data };
  throw new StartError(
    `There is no encryption.key in ${flags.data}; name the key with FLOWLINK_ENCRYPTION_KEY or --key-file.`,
  );
}

/** @param value an environment variable @param file the value of a flag */
export function given(value: string | undefined, file: string | undefined) {
  return { ...(value === undefined ? {} : { value }), ...(file === undefined ? {} : { file }) };
}
