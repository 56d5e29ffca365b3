// The programs that CI finds on its path: the real ones, but `npx` starts our build and `gh` talks to no GitHub.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repository } from './files.ts';

/** @param folder is made and holds them @returns the PATH on which they come first */
export function installPrograms(folder: string): string {
  const node = JSON.stringify(process.execPath);
  const flowlink = JSON.stringify(join(repository, 'packages/cli/bin/flowlink.js'));
  const gh = JSON.stringify(fileURLToPath(new URL('fake-gh.ts', import.meta.url)));
  const programs = {
    // Only with a version, and without a question.
    npx: `case "$1 $2" in "--yes @flowlink/cli@"[0-9]*) shift 2 ;; *) exit 90 ;; esac\nexec ${node} ${flowlink} "$@"`,
    gh: `exec ${node} ${gh} "$@"`,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return [folder, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
}
