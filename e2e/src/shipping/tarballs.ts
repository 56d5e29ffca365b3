// Packs every package as a release does, and says what its sources are compiled to.
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export interface Tarball {
  /** Such as `@flowlink/cli`. */
  readonly name: string;
  /** The path of the .tgz. */
  readonly file: string;
  /** What is in it, sorted. */
  readonly paths: readonly string[];
}

interface Packed {
  readonly name: string;
  readonly filename: string;
}

/** @param folder where the tarballs are put */
export function packAll(folder: string): Tarball[] {
  const words = ['--recursive', '--filter', './packages/*', 'pack', '--json', '--pack-destination', folder];
  const packed: Packed[] = JSON.parse(
    execFileSync('pnpm', words, { cwd: repository, encoding: 'utf8', maxBuffer: 2 ** 26 }),
  );
  return packed
    .map(({ name, filename }) => ({ name, file: filename, paths: pathsIn(filename) }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** What pnpm says of it leaves the licence out. */
function pathsIn(file: string): string[] {
  const listed = execFileSync('tar', ['--list', '--file', file], { encoding: 'utf8' });
  return listed
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''))
    .sort();
}

/** What tsc makes of the sources of a package. @param folder such as `packages/core` */
export function compiledFrom(folder: string): string[] {
  return sourcesOf(folder, '**/*.ts')
    .filter((source) => !source.endsWith('.test.ts'))
    .flatMap((source) => ['.js', '.d.ts'].map((ending) => `dist/${source.replace(/\.ts$/, ending)}`));
}

/** What the bundle makes of the sources of the command line, whose chunks it names itself. */
export function bundledFrom(folder: string, paths: readonly string[]): string[] {
  return [
    ...sourcesOf(folder, 'commands/*.ts').map((source) => `dist/${source.replace(/\.ts$/, '.js')}`),
    ...paths.filter((path) => /^dist\/chunks\/[\w-]+\.mjs$/.test(path)),
  ];
}

function sourcesOf(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: `${repository}${folder}/src` }).map((path) => path.replaceAll('\\', '/'));
}
