// Asks git about the folder of a project: whether it would let a file be committed, and where the repository begins.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Why the file could be committed, or undefined if git ignores it. @param folder where the file is */
export function whyNotIgnored(folder: string, file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Tracked files count as not ignored, whatever .gitignore says.
    execFile('git', ['check-ignore', '--quiet', '--', file], { cwd: folder }, (error) => {
      if (!error) resolve(undefined);
      else if (error.code === 1) resolve('git does not ignore it here');
      else if (error.code === 128)
        resolve('this is not a git repository, so nothing keeps it from being committed later');
      else resolve('git could not be asked');
    });
  });
}

/**
 * Where a folder is in its repository, with forward slashes; undefined at the root and outside of any. The folder may be
 * yet to come.
 */
export function pathInRepository(folder: string): Promise<string | undefined> {
  const wanted = resolve(folder);
  let present = wanted;
  while (!isFolder(present) && dirname(present) !== present) present = dirname(present);
  return new Promise((done) => {
    execFile('git', ['rev-parse', '--show-prefix'], { cwd: present }, (error, prefix) => {
      const path = join(prefix.replace(/\n$/, ''), relative(present, wanted));
      const segments = path.split(sep).filter((segment) => segment !== '' && segment !== '.');
      done(error || segments.length === 0 ? undefined : segments.join('/'));
    });
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
