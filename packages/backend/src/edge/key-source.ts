// Which encryption key a command uses: FLOWLINK_ENCRYPTION_KEY or --key-file, and the same for the old one of a rotation.
import type { KeySource } from '../secrets/encryption-key.ts';
import type { Flags } from './arguments.ts';

export function keySource(flags: Flags): KeySource {
  const { FLOWLINK_ENCRYPTION_KEY: key, FLOWLINK_OLD_ENCRYPTION_KEY: old } = process.env;
  return { ...given(key, flags['key-file']), old: given(old, flags['old-key-file']) };
}

/** @param value an environment variable @param file the value of a flag */
export function given(value: string | undefined, file: string | undefined) {
  return { ...(value === undefined ? {} : { value }), ...(file === undefined ? {} : { file }) };
}
