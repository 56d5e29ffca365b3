// Writes down whose work the bundle holds: their licences ask that the texts come along.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const HEAD = `# What this program is made of, beside its own code

The build of @flowlink/cli puts these packages into its files. Each stands under its own licence.
`;

/** @param modules paths of the modules in the bundle @returns Markdown, with a heading for each package */
export function noticesFor(modules: readonly string[]): string {
  const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = [...folders].map(readPackage);
  packages.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  const sections = packages.map(
    ({ name, version, license, text }) => `## ${name} ${version} (${license})\n\n${block(text)}\n`,
  );
  return [HEAD, ...sections].join('\n');
}

/** The folder of the installed package that a module belongs to; undefined for our own. */
function packageFolder(module: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module)?.[0];
}

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (typeof license !== 'string' || file === undefined)
    throw new Error(`${name} in ${dirname(folder)} comes without a licence to pass on`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim() };
}

const block = (text: string): string => text.replaceAll(/^/gm, '    ').replaceAll(/[ \t]+$/gm, '');
