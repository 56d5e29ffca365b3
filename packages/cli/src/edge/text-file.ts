// Reads one file as text, and says plainly why it cannot.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { ReadFailure } from '@flowlink/core';

const MIB = 1024 * 1024;

/**
 * The text of a regular file in UTF-8, without a byte order mark. Never throws.
 *
 * Nothing else goes on meanwhile, and of thousands of small files, waiting for each costs several times what reading does.
 */
export function readTextFile(path: string, maxMib: number): { text: string } | ReadFailure {
  try {
    // Opening a pipe would otherwise wait for somebody to write into it.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(file);
      if (!stats.isFile()) {
        const reason = stats.isDirectory() ? 'it is a folder' : 'it is a special file';
        return { failure: 'not-a-file', reason };
      }
      if (stats.size > maxMib * MIB) {
        return { failure: 'too-large', reason: `it is larger than ${maxMib} MiB` };
      }
      const bytes = readFileSync(file);
      const after = fstatSync(file);
      // Half of a file could mean that the rest was removed.
      if (after.size !== stats.size || after.mtimeMs !== stats.mtimeMs)
        return { failure: 'unreadable', reason: 'it is being written to' };
      return decode(bytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return explainReadError(error);
  }
}

function decode(bytes: Uint8Array): { text: string } | ReadFailure {
  if (bytes.includes(0)) return { failure: 'not-text', reason: 'it is binary' };
  try {
    // Drops a byte order mark.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { failure: 'not-text', reason: 'it is not in UTF-8' };
  }
}

/** What an error of the file system means for whoever wanted to read. */
export function explainReadError(error: unknown): ReadFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { failure: 'missing', reason: 'it does not exist' };
    case 'EISDIR':
      return { failure: 'not-a-file', reason: 'it is a folder' };
    case 'EACCES':
    case 'EPERM':
      return { failure: 'unreadable', reason: `permission denied (${code})` };
    case 'ELOOP':
      return { failure: 'unreadable', reason: 'its links lead round in circles (ELOOP)' };
    default:
      return { failure: 'unreadable', reason: code };
  }
}
