// Checks what the registry and its users read of each package: the fields of its package.json, and that it has a README.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { documentationOf } from '../packages/core/src/diagnostics/documentation.ts';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly [field: string]: unknown;
}

const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8'));

/** The one place that says where the project lives; every package has to say the same. */
const root = read('package.json');
/** npm refuses provenance for a package whose repository is not the one that its workflow ran in. */
const repository = root.repository as { readonly type: 'git'; readonly url: string };
const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/** What the package.json in this folder has to say, whatever the package is. */
const expected = (folder: string): Readonly<Record<string, unknown>> => ({
  name: `@flowlink/${folder.split('/').at(-1)}`,
  homepage: `${address}/tree/main/${folder}#readme`,
  bugs: root.bugs,
  repository: { ...repository, directory: folder },
  license: root.license,
  author: root.author,
  type: 'module',
  engines: { node: '>=22.19' },
  publishConfig: { access: 'public', provenance: true },
});

/** Fields of which only the package itself knows the value. */
const needed = ['version', 'description', 'keywords', 'exports', 'files'];

function problemsOf(folder: string): string[] {
  const manifest = read(`${folder}/package.json`);
  const differing = Object.entries(expected(folder))
    .filter(([field, value]) => !isDeepStrictEqual(manifest[field], value))
    .map(([field, value]) => `${field} has to be ${JSON.stringify(value)}`);
  const missing = needed.filter((field) => !manifest[field]).map((field) => `${field} is missing`);
  const untyped = Object.entries((manifest.exports ?? {}) as Record<string, unknown>)
    .filter(([path, target]) => !path.endsWith('.json') && !(target as { types?: string }).types)
    .map(([path]) => `exports "${path}" has no types`);
  const readme = existsSync(`${folder}/README.md`) ? [] : ['README.md is missing'];
  return [...differing, ...missing, ...untyped, ...readme].map((problem) => `${folder}: ${problem}`);
}

const folders = globSync('packages/*/package.json')
  .filter((file) => read(file).private !== true)
  .map((file) => dirname(file).replaceAll('\\', '/'))
  .sort();
const problems = folders.flatMap(problemsOf);
if (!documentationOf('yaml-syntax').startsWith(`${address}/`))
  problems.push(`the page of errors does not belong to ${address}`);
// pnpm puts it into every package that has none of its own.
if (!existsSync('LICENSE')) problems.push('LICENSE is missing');

for (const problem of problems) console.error(problem);
console.log(`${folders.length} packages, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
