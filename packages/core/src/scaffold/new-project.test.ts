// The files of a new project: as a whole, and that they fit each other.
import { posix } from 'node:path';
import { parseEnv } from 'node:util';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { draftConnection } from '../edit/connection-draft.ts';
import { formatText } from '../edit/format/format-text.ts';
import { newProjectFiles } from './new-project.ts';
import { CI_FILES, type ProjectDraft } from './project-draft.ts';

const { value: connection } = draftConnection({
  platform: 'bigcommerce',
  storeHash: 'https://api.bigcommerce.com/stores/g5cd38/v3/',
  storeUrl: 'https://acme-us.mybigcommerce.com/',
  actions: ['get_orders', 'set_inventory'],
});
if (!connection) throw new Error('there is no connection');

const empty: ProjectDraft = {
  workspace: 'acme-production',
  backendUrl: 'https://flowlink.example.com',
  hasConnections: false,
  ci: 'none',
  schemas: { configuration: '{ "title": "configuration" }\n', connections: '{ "title": "connections" }\n' },
  toolVersion: '1.2.3',
};

const drafts: Record<string, ProjectDraft> = {
  github: { ...empty, connection, ci: 'github' },
  gitlab: { ...empty, connection, ci: 'gitlab' },
  'without-connection': { ...empty, ci: 'github' },
  'with-others': { ...empty, hasConnections: true },
};

const textOf = (draft: ProjectDraft, wanted: string): string =>
  newProjectFiles(draft).find(({ file }) => file === wanted)?.text ?? '';

function yamlOf(draft: ProjectDraft, file: string) {
  const document = parseDocument(textOf(draft, file), { strict: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

test.each(Object.keys(drafts))('%s', async (name) => {
  const files = newProjectFiles(drafts[name] ?? empty);
  const text = files.map((file) => `=== ${file.file}\n${file.text}`).join('\n');
  await expect(text).toMatchFileSnapshot(`__golden__/${name}.txt`);
});

describe.each(Object.entries(drafts))('%s', (_, draft) => {
  const files = newProjectFiles(draft);
  const paths = files.map(({ file }) => file);

  test('all text is ASCII, without tabs or spaces at the end of a line', () => {
    for (const { file, text } of files) {
      expect(text, file).toMatch(/^[\n -~]*\n$/);
      expect(text, file).not.toMatch(/ \n/);
    }
  });

  test('the comment at the head of each file leads to the schema that the settings name', () => {
    const settings = JSON.parse(textOf(draft, '.vscode/settings.json'));
    const schemas = Object.entries<string>(settings['yaml.schemas']).map(
      ([schema, glob]) => [posix.normalize(schema), picomatch(glob)] as const,
    );
    for (const [schema] of schemas) expect(paths).toContain(schema);
    const configuration = files.filter(({ file }) => file.endsWith('.yaml'));
    for (const { file, text } of configuration) {
      const relative = /^# yaml-language-server: \$schema=(.+)\n/.exec(text)?.[1] ?? '';
      const schema = posix.join(posix.dirname(file), relative);
      expect(schemas.filter(([, matches]) => matches(file)).map(([name]) => name)).toEqual([schema]);
    }
  });

  test('the configuration is formatted, as CI demands', () => {
    for (const { file, text } of files.filter(({ file }) => /^(flowlink|connections\/.*)\.yaml$/.test(file)))
      expect(formatText(text, file === 'flowlink.yaml' ? 'root' : 'included')).toEqual({ text });
  });

  test('.env.example names the variables that the configuration names, and sets none', () => {
    const variables = parseEnv(textOf(draft, '.env.example'));
    const named = files
      .filter(({ file }) => file.endsWith('.yaml'))
      .flatMap(({ text }) => [...text.matchAll(/\$\{env:(\w+)\}/g)].map((match) => match[1]));
    expect(variables).toEqual(Object.fromEntries(['FLOWLINK_TOKEN', ...named].map((name) => [name, ''])));
  });
});

const flowlink = 'npx --yes @flowlink/cli@1.2.3';
const commands = {
  plan: [`${flowlink} fmt --check`, `${flowlink} validate`, `${flowlink} plan --out plan.json`],
  apply: [`${flowlink} apply --auto-approve --lock-timeout 300 plan.json`],
};

test('GitHub plans what is proposed, and applies that plan on main only', () => {
  const workflow = yamlOf({ ...empty, connection, ci: 'github' }, CI_FILES.github);
  expect(workflow).toMatchObject({
    on: { pull_request: null, push: { branches: ['main'] } },
    concurrency: {
      group: 'flowlink-acme-production-${{ github.ref }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
  });
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const { plan, apply } = workflow.jobs;
  expect(Object.keys(workflow.jobs)).toEqual(['plan', 'apply']);
  expect(apply).toMatchObject({
    if: "github.event_name == 'push'",
    needs: 'plan',
    environment: 'flowlink',
  });
  const run = ({ steps }: { steps: { run?: string }[] }) => steps.flatMap((step) => step.run ?? []);
  expect([run(plan), run(apply)]).toEqual([commands.plan, commands.apply]);
  expect(plan.steps.at(-1).with).toEqual({ name: 'plan', path: 'plan.json' });
  expect(apply.steps.at(-2).with).toEqual({ name: 'plan' });
});

test('GitHub gives secrets to the two commands that need them, and to no other', () => {
  const { jobs } = yamlOf({ ...empty, connection, ci: 'github' }, CI_FILES.github);
  const steps = [...jobs.plan.steps, ...jobs.apply.steps] as { run?: string; env?: object }[];
  const withVariables = steps.filter(({ env }) => env !== undefined);
  expect(withVariables.map(({ run }) => run)).toEqual([commands.plan.at(-1), ...commands.apply]);
  for (const { env } of withVariables) {
    expect(env).toEqual({
      FLOWLINK_TOKEN: '${{ secrets.FLOWLINK_TOKEN }}',
      ACME_US_CLIENT_ID: '${{ vars.ACME_US_CLIENT_ID }}',
      ACME_US_ACCESS_TOKEN: '${{ secrets.ACME_US_ACCESS_TOKEN }}',
    });
  }
  expect(jobs.plan).not.toHaveProperty('env');
});

test('GitLab plans what is proposed, and applies that plan on the default branch only', () => {
  const pipeline = yamlOf({ ...empty, connection, ci: 'gitlab' }, CI_FILES.gitlab);
  const onDefault = { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' };
  expect(pipeline.workflow.rules).toEqual([
    { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
    onDefault,
  ]);
  expect(pipeline.plan).toEqual({
    stage: 'plan',
    script: commands.plan,
    artifacts: { paths: ['plan.json'] },
  });
  expect(pipeline.apply).toEqual({
    stage: 'apply',
    rules: [onDefault],
    environment: 'flowlink',
    resource_group: 'flowlink-acme-production',
    script: commands.apply,
  });
});
