// Asks git whether it would let a file be committed.
import { execFile } from 'node:child_process';

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
