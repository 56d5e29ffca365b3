// What an installation of the command line takes: on disk, and in packages.
import { execFileSync } from 'node:child_process';
import { globSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** pnpm, which runs this. */
const { npm_execpath: pnpm = '' } = process.env;
const MOST_MB = 8;
const MOST_PACKAGES = 25;

/** Packs the packages and installs them with npm. @param work an empty folder */
export async function size(work: string): Promise<void> {
  const folder = join(work, 'installation');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  const packed = ['schema', 'cli'].map((name) => pack(name, work));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packed], { cwd: folder });
  const installed = join(folder, 'node_modules');
  const bytes = globSync('**/*', { cwd: installed }).reduce((sum, path) => {
    const entry = lstatSync(join(installed, path));
    return sum + (entry.isFile() ? entry.size : 0);
  }, 0);
  const packages = globSync('**/node_modules/{*,@*/*}/package.json', { cwd: folder }).length;
  console.log('\nInstallation of the command line');
  console.log(`  ${(bytes / 1e6).toFixed(1)} MB (target ${MOST_MB})`);
  console.log(`  ${packages} packages with it (target ${MOST_PACKAGES})`);
}

/** @returns the tarball */
function pack(name: string, work: string): string {
  const folder = fileURLToPath(new URL(`../packages/${name}`, import.meta.url));
  const argv = ['pack', '--json', '--pack-destination', work];
  const printed = execFileSync(process.execPath, [pnpm, ...argv], { cwd: folder, encoding: 'utf8' });
  return JSON.parse(printed).filename;
}
