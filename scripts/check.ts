// Runs every check of the repository except the tests, all of them even when one fails, and says which failed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Outcome {
  ok: boolean;
  output: string;
  /** What a check that succeeded has to say all the same. */
  note?: string;
}

const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

const checks: Record<string, () => Outcome> = {
  'format and lint': () => run('biome check --error-on-warnings --max-diagnostics=100'),
  layers: () => run('node scripts/layers.ts'),
  // The build of packages/schema also fails when its generated files are not what its sources make.
  'build and types': () =>
    all(
      [
        'turbo run build typecheck --continue=dependencies-successful --output-logs=errors-only',
        'tsc -p tsconfig.json',
      ].map(run),
    ),
  // After the build: the reference of the commands is made from the compiled ones.
  'generated documentation': () => run('node scripts/docs.ts --check'),
  // The build's configuration tells knip which source file a file in dist comes from.
  'unused code': () => run('knip --tsConfig tsconfig.build.json'),
  'packages to publish': () =>
    all(
      ['node scripts/manifests.ts', ...publicPackages().map((folder) => `publint ${folder} --strict`)].map(
        run,
      ),
    ),
  licences,
  dependencies: () => {
    const outcome = run('node scripts/dependencies.ts');
    return { ...outcome, note: outcome.output.trim() };
  },
};

/** Runs one command line; commands of node_modules/.bin are on the PATH of every pnpm script. */
function run(command: string): Outcome {
  const result = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}` };
}

function all(outcomes: Outcome[]): Outcome {
  const failed = outcomes.filter((outcome) => !outcome.ok);
  return { ok: failed.length === 0, output: failed.map((outcome) => outcome.output).join('\n') };
}

function publicPackages(): string[] {
  return readdirSync('packages')
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`));
}

/** What we publish may depend on, or hold, only what asks nothing more of its users than we do. */
function licences(): Outcome {
  const listed = spawnSync('pnpm licenses list --prod --json', { shell: true, encoding: 'utf8' });
  if (listed.status !== 0) return { ok: false, output: `${listed.stdout}${listed.stderr}` };
  const installed: Record<string, { name: string }[]> = JSON.parse(listed.stdout);
  const found = [
    ...Object.entries(installed).map(([licence, list]) => [licence, list.map(({ name }) => name).join(', ')]),
    ...bundled(),
  ];
  const refused = found.filter(([licence = '']) => !isAllowed(licence));
  return { ok: refused.length === 0, output: refused.map((line) => line.join(': ')).join('\n') };
}

/** What the build puts into the command line, with the licences that it has written down. */
function bundled(): [licence: string, name: string][] {
  const notices = readFileSync('packages/cli/THIRD-PARTY-NOTICES.md', 'utf8');
  return [...notices.matchAll(/^## (\S+) \S+ \((.+)\)$/gm)].map(([, name = '', licence = '']) => [
    licence,
    name,
  ]);
}

/** Of "A OR B" one will do, of "A AND B" both must. Nested expressions are refused, to be looked at by a person. */
function isAllowed(licence: string): boolean {
  const terms = licence.replace(/^\((.*)\)$/, '$1');
  return terms.split(' OR ').some((term) => term.split(' AND ').every((name) => allowedLicences.has(name)));
}

const failures: string[] = [];
for (const [name, check] of Object.entries(checks)) {
  const { ok, output, note } = check();
  console.log(`${ok ? 'ok' : 'failed'}  ${name}${ok && note ? ` (${note})` : ''}`);
  if (!ok) failures.push(`\n${name} failed:\n${output.trim()}`);
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
