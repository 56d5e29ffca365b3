// The project's files on the real file system, read only below the root.
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { FolderEntry, ProjectFiles, ReadFailure } from '@flowlink/core';
import { explainReadError, readTextFile } from './text-file.ts';

/** Far more than anybody writes by hand. */
const MAX_FILE_MIB = 5;

/** @param root the project's folder */
export function nodeProjectFiles(root: string): ProjectFiles {
  let realRoot: string | undefined;
  /** Follows all links, and refuses what then lies outside the root. */
  const inside = (path: string): { path: string } | ReadFailure => {
    realRoot ??= realpathSync.native(root);
    const outside: ReadFailure = { failure: 'outside-project', reason: 'it lies outside the project' };
    // Checked before touching anything, so that nothing is learnt about files outside.
    if (!isBelow(realRoot, resolve(realRoot, path))) return outside;
    const real = realpathSync.native(resolve(realRoot, path));
    return isBelow(realRoot, real) ? { path: real } : outside;
  };
  return {
    async read(path) {
      try {
        const place = inside(path);
        return 'failure' in place ? place : readTextFile(place.path, MAX_FILE_MIB);
      } catch (error) {
        return explainReadError(error);
      }
    },
    async list(path) {
      try {
        const place = inside(path);
        if ('failure' in place) return place;
        const entries = readdirSync(place.path, { withFileTypes: true });
        return { entries: entries.map((entry) => ({ name: entry.name, kind: kindOf(place.path, entry) })) };
      } catch (error) {
        return explainReadError(error);
      }
    },
  };
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

/** A link to a folder is not followed: it could lead round in circles. */
function kindOf(folder: string, entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  try {
    return entry.isSymbolicLink() && statSync(join(folder, entry.name)).isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
