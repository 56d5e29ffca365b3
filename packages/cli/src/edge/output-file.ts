// Writes a file as a whole or not at all, and several files all or none.
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** @param mode the permissions of the new file @returns why it could not be written, or nothing */
export async function writeWhole(path: string, text: string, mode: number): Promise<string | undefined> {
  return (await writeDraft(path, text, mode)) ?? (await putInPlace(path));
}

/** Beside its place, so that putting it there is one step. */
const draftOf = (path: string) => `${path}.${process.pid}.tmp`;

async function writeDraft(path: string, text: string, mode: number): Promise<string | undefined> {
  try {
    // Replacing a device or a folder is never meant.
    const present = await lstat(path).catch(() => undefined);
    if (present && !present.isFile()) return 'it exists and is not a regular file';
    await writeFile(draftOf(path), text, { mode, flag: 'wx' });
    return undefined;
  } catch (error) {
    await removeDraft(path);
    return explainWriteError(error);
  }
}

async function putInPlace(path: string): Promise<string | undefined> {
  try {
    await rename(draftOf(path), path);
    return undefined;
  } catch (error) {
    await removeDraft(path);
    return explainWriteError(error);
  }
}

function removeDraft(path: string): Promise<void> {
  return rm(draftOf(path), { force: true }).catch(() => undefined);
}

/** Permissions of what anybody may read. */
export const PUBLIC_FILE_MODE = 0o644;

/** Permissions of what is only its owner's business. */
export const PRIVATE_FILE_MODE = 0o600;

/** Writes a file of the project: as private as it was, and in a folder that may have to be made. */
export async function writeProjectFile(path: string, text: string): Promise<string | undefined> {
  return (await writeProjectDraft(path, text)) ?? (await putInPlace(path));
}

/**
 * Writes several files of the project. None is put in its place before all are written beside theirs, so that a full disk
 * or a missing permission leaves everything as it was, but for folders that were made.
 *
 * @param files with paths relative to the folder @returns the file that could not be written, and why; or nothing
 */
export async function writeProjectFiles(
  folder: string,
  files: readonly { readonly file: string; readonly text: string }[],
): Promise<{ readonly file: string; readonly reason: string } | undefined> {
  const steps = [
    ...files.map(({ file, text }) => ({ file, take: () => writeProjectDraft(join(folder, file), text) })),
    ...files.map(({ file }) => ({ file, take: () => putInPlace(join(folder, file)) })),
  ];
  for (const { file, take } of steps) {
    const reason = await take();
    if (reason === undefined) continue;
    await Promise.all(files.map((other) => removeDraft(join(folder, other.file))));
    return { file, reason };
  }
  return undefined;
}

async function writeProjectDraft(path: string, text: string): Promise<string | undefined> {
  const present = await lstat(path).catch(() => undefined);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    return explainWriteError(error);
  }
  return writeDraft(path, text, present ? present.mode & 0o777 : PUBLIC_FILE_MODE);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EEXIST: 'something else stands in its place or in that of its folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** What an error of the file system means for whoever wanted to write. */
export function explainWriteError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return reasons[code] ?? code;
}
