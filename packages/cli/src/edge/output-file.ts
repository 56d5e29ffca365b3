// Writes a file as a whole or not at all.
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** @param mode the permissions of the new file @returns why it could not be written, or nothing */
export async function writeWhole(path: string, text: string, mode: number): Promise<string | undefined> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    // Replacing a device or a folder is never meant.
    const present = await lstat(path).catch(() => undefined);
    if (present && !present.isFile()) return 'it exists and is not a regular file';
    await writeFile(draft, text, { mode, flag: 'wx' });
    await rename(draft, path);
    return undefined;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    return explain(error);
  }
}

/** Permissions of what anybody may read. */
export const PUBLIC_FILE_MODE = 0o644;

/** Permissions of what is only its owner's business. */
export const PRIVATE_FILE_MODE = 0o600;

/** Writes a file of the project: as private as it was, and in a folder that may have to be made. */
export async function writeProjectFile(path: string, text: string): Promise<string | undefined> {
  const present = await lstat(path).catch(() => undefined);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    return explain(error);
  }
  return writeWhole(path, text, present ? present.mode & 0o777 : PUBLIC_FILE_MODE);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return reasons[code] ?? code;
}
