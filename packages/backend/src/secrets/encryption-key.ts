// Finds the encryption key: given as a value, in a file, or made at the first start.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the key may be. */
export interface KeySource {
  /** The value of FLOWLINK_ENCRYPTION_KEY. */
  readonly value?: string;
  /** The file named by --key-file. */
  readonly file?: string;
  /** The data directory. */
  readonly dataDir?: string;
  /** A key that is accepted too, while the other one takes its place: its value, or its file. */
  readonly old?: { readonly value?: string; readonly file?: string };
}

/** The key's 32 bytes, or what is wrong. Without a value or a file, `encryption.key` in the data directory is used, if there is one. */
export function findEncryptionKey(source: Omit<KeySource, 'old'>): Uint8Array | { readonly problem: string } {
  const { value, file, dataDir } = source;
  if (value !== undefined) return parseKey(value, 'FLOWLINK_ENCRYPTION_KEY');
  if (file === undefined && dataDir === undefined) {
    return {
      problem:
        'The encryption key is missing: set FLOWLINK_ENCRYPTION_KEY or name a file with --key-file, the same for every instance. Make one with: openssl rand -base64 32',
    };
  }
  const path = file ?? keyFileIn(dataDir ?? '');
  if (willMakeKey(source)) {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readKeyFile(path);
}

/** Whether finding the key would make one. */
export function willMakeKey({ value, file, dataDir }: Omit<KeySource, 'old'>): boolean {
  return (
    value === undefined && file === undefined && dataDir !== undefined && !existsSync(keyFileIn(dataDir))
  );
}

const keyFileIn = (dataDir: string) => join(dataDir, 'encryption.key');

/** @param name of the variable that holds the value @returns undefined if neither is given */
export function readKey(
  { value, file }: NonNullable<KeySource['old']>,
  name: string,
): Uint8Array | { readonly problem: string } | undefined {
  if (value !== undefined) return parseKey(value, name);
  return file === undefined ? undefined : readKeyFile(file);
}

function readKeyFile(path: string): Uint8Array | { readonly problem: string } {
  try {
    return parseKey(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return { problem: `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).` };
  }
}

function parseKey(text: string, origin: string): Uint8Array | { readonly problem: string } {
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === 32
    ? key
    : { problem: `${origin} does not hold 32 bytes in base64; make some with: openssl rand -base64 32` };
}
