// The project's files on the real file system, read only below the root.
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { FolderEntry, ProjectFiles, ReadFailure } from '@flowlink/core';
import { explainReadError, readTextFile } from './text-file.ts';

/** Far more than anybody writes by hand. */
const MAX_FILE_MIB = 5;

/** @param root the project's folder */
export function nodeProjectFiles(root: string): ProjectFiles {
  return {
    async read(path) {
      try {
        const place = await inside(root, path);
        return 'failure' in place ? place : await readTextFile(place.path, MAX_FILE_MIB);
      } catch (error) {
        return explainReadError(error);
      }
    },
    async list(path) {
      try {
        const place = await inside(root, path);
        if ('failure' in place) return place;
        const names = await readdir(place.path);
        const entries = names.map(async (name) => ({ name, kind: await kindOf(join(place.path, name)) }));
        return { entries: await Promise.all(entries) };
      } catch (error) {
        return explainReadError(error);
      }
    },
  };
}

/** Follows all links, and refuses what then lies outside the root. */
async function inside(root: string, path: string): Promise<{ path: string } | ReadFailure> {
  const realRoot = await realpath(root);
  const outside: ReadFailure = { failure: 'outside-project', reason: 'it lies outside the project' };
  // Checked before touching anything, so that nothing is learnt about files outside.
  if (!isBelow(realRoot, resolve(realRoot, path))) return outside;
  const real = await realpath(resolve(realRoot, path));
  return isBelow(realRoot, real) ? { path: real } : outside;
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}

/** A link to a folder is not followed: it could lead round in circles. */
async function kindOf(path: string): Promise<FolderEntry['kind']> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return 'file';
    return stats.isDirectory() && (await realpath(path)) === path ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}
