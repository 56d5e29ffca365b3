// The CI of a new project: what runs when, who gets secrets, who may write; and that examples/ci holds the same files.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { draftConnection } from '../edit/connection-draft.ts';
import { ciPipeline } from './ci-pipeline.ts';
import { DRIFT_ISSUE_SCRIPT, PLAN_COMMENT_SCRIPT } from './github-scripts.ts';
import { githubWorkflow } from './github-workflow.ts';
import { gitlabPipeline } from './gitlab-pipeline.ts';
import { PINNED_ACTIONS } from './pinned-actions.ts';
import type { ProjectDraft } from './project-draft.ts';

const { value: connection } = draftConnection({
  platform: 'bigcommerce',
  storeHash: 'g5cd38',
  storeUrl: 'https://acme-us.mybigcommerce.com',
  actions: ['get_orders', 'set_inventory'],
});
if (!connection) throw new Error('there is no connection');

const draft: ProjectDraft = {
  workspace: 'acme-production',
  backendUrl: 'https://flowlink.example.com',
  connection,
  hasConnections: false,
  ci: 'none',
  schemas: { configuration: '', connections: '' },
  toolVersion: '1.0.0',
};
const pipeline = ciPipeline(draft);
const [github, gitlab] = [githubWorkflow(pipeline), gitlabPipeline(pipeline)];

function yamlOf(text: string) {
  const document = parseDocument(text, { strict: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

// They are golden files of this test, so that what the example shows is what `flowlink init` writes.
test.each([github, gitlab])('examples/ci holds $file', async ({ file, text }) => {
  await expect(text).toMatchFileSnapshot(`../../../../examples/ci/${file}`);
});

const flowlink = 'npx --yes @flowlink/cli@1.0.0';
const plan = `${flowlink} plan --out plan.json --html plan.html --markdown plan.md --markdown-limit 65000`;
const apply = `${flowlink} apply --auto-approve --lock-timeout 300 plan.json`;
const drift = `${flowlink} drift --markdown drift.md --markdown-limit 65000`;

describe('GitHub', () => {
  interface Step {
    readonly id?: string;
    readonly if?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly with?: Readonly<Record<string, string>>;
  }
  interface Job {
    readonly permissions: Readonly<Record<string, string>>;
    readonly steps: readonly Step[];
  }
  const workflow = yamlOf(github.text);
  const jobs = workflow.jobs as Readonly<Record<string, Job>>;
  const commands = ({ steps }: Job) => steps.flatMap(({ run = '' }) => run.match(/npx .*/g) ?? []);

  test('plans what is proposed, applies that plan on main only, and looks for drift at night', () => {
    expect(workflow).toMatchObject({
      on: {
        pull_request: null,
        push: { branches: ['main'] },
        schedule: [{ cron: '23 3 * * *' }],
        workflow_dispatch: null,
      },
      concurrency: {
        group: 'flowlink-acme-production-${{ github.event_name }}-${{ github.ref }}',
        'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
      },
      jobs: {
        plan: { if: "github.event_name == 'pull_request' || github.event_name == 'push'" },
        comment: { needs: 'plan', if: expect.stringContaining("github.event_name == 'pull_request'") },
        apply: {
          needs: 'plan',
          if: "github.event_name == 'push' && needs.plan.outputs.changes != 'false'",
          environment: 'flowlink',
        },
        drift: { if: "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'" },
        issue: { needs: 'drift' },
      },
    });
    const run = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, commands(job)]));
    expect(run).toEqual({
      plan: [`${flowlink} fmt --check`, `${flowlink} validate`, plan],
      comment: [],
      apply: [apply],
      drift: [drift],
      issue: [],
    });
  });

  test('passes the plan on as an artifact', () => {
    const artifacts = (job?: Job) =>
      job?.steps.filter(({ uses = '' }) => uses.includes('artifact@')).map((step) => step.with);
    expect(artifacts(jobs.plan)).toEqual([{ name: 'plan', path: 'plan.json\nplan.html\nplan.md\n' }]);
    expect(artifacts(jobs.apply)).toEqual([{ name: 'plan' }]);
    expect(artifacts(jobs.comment)).toEqual([{ name: 'plan' }]);
  });

  test('gives each job the least permission, and those that write to GitHub no secret and no code', () => {
    expect(workflow.permissions).toEqual({});
    const permissions = Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [name, job.permissions]),
    );
    expect(permissions).toEqual({
      plan: { contents: 'read' },
      comment: { 'pull-requests': 'write' },
      apply: { contents: 'read' },
      drift: { contents: 'read' },
      issue: { issues: 'write' },
    });
    for (const { permissions, steps } of Object.values(jobs)) {
      if (!Object.values(permissions).includes('write')) continue;
      expect(JSON.stringify(steps)).not.toMatch(/\{ (secrets|vars)\.|checkout/);
    }
  });

  test('gives secrets to the commands that need them, and to no other step', () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const withSecrets = steps.filter((step) => JSON.stringify(step).includes('{ secrets.'));
    expect(withSecrets.flatMap(({ run = '' }) => run.match(/npx .*/g) ?? [])).toEqual([plan, apply, drift]);
    for (const { env } of withSecrets) {
      expect(env).toEqual({
        FLOWLINK_TOKEN: '${{ secrets.FLOWLINK_TOKEN }}',
        ACME_US_CLIENT_ID: '${{ vars.ACME_US_CLIENT_ID }}',
        ACME_US_ACCESS_TOKEN: '${{ secrets.ACME_US_ACCESS_TOKEN }}',
      });
    }
    expect(
      JSON.stringify([workflow.env, ...Object.values(jobs).map(({ steps: _, ...job }) => job)]),
    ).not.toContain('{ secrets.');
  });

  test('plans nothing where there are no secrets', () => {
    const [planned, uploaded, told] = jobs.plan?.steps.slice(-3) ?? [];
    expect(planned).toMatchObject({ id: 'plan', if: "env.HAS_SECRETS == 'true'" });
    expect(uploaded?.if).toBe("${{ !cancelled() && env.HAS_SECRETS == 'true' }}");
    expect(told?.if).toBe("env.HAS_SECRETS != 'true'");
    expect(told?.run).toContain('::notice title=No plan::');
  });
});

test('the composite action runs the same scripts, with the same actions', () => {
  const action = readFileSync(new URL('../../../../action.yml', import.meta.url), 'utf8');
  const scripts = yamlOf(action).runs.steps.map(({ run = '' }: { run?: string }) => run.trimEnd());
  const endingWith = (script: string) => scripts.filter((run: string) => run.endsWith(`\n${script}`)).length;
  expect([PLAN_COMMENT_SCRIPT, DRIFT_ISSUE_SCRIPT].map(endingWith)).toEqual([1, 1]);
  for (const [, uses = ''] of action.matchAll(/uses: (.+)/g))
    expect(Object.values(PINNED_ACTIONS)).toContain(uses);
  const condition = /HAS_SECRETS: >-\n *(.+\n.+)\n/;
  const inOneLine = (text: string) => condition.exec(text)?.[1]?.replace(/\s+/g, ' ');
  expect(inOneLine(action)).toBe(inOneLine(github.text));
});

describe('GitLab', () => {
  const jobs = yamlOf(gitlab.text);
  const onlyFor = (purpose: string) => [{ if: `$PURPOSE == "${purpose}"` }];

  test('knows what each pipeline is for', () => {
    const rules: { if: string; variables: { PURPOSE: string } }[] = jobs.workflow.rules;
    expect(rules.map((rule) => [rule.variables.PURPOSE, rule.if])).toEqual([
      ['drift', '$CI_PIPELINE_SOURCE == "schedule"'],
      [
        'check',
        '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID',
      ],
      ['plan', '$CI_PIPELINE_SOURCE == "merge_request_event"'],
      ['apply', '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'],
    ]);
  });

  test('plans what is proposed, applies that plan on the default branch only, and looks for drift on schedule', () => {
    expect(jobs.check).toEqual({
      stage: 'plan',
      rules: [{ if: '$PURPOSE != "drift"' }],
      script: [`${flowlink} fmt --check`, `${flowlink} validate --junit check.xml`],
      artifacts: { when: 'always', reports: { junit: 'check.xml' } },
    });
    expect(jobs.plan).toEqual({
      stage: 'plan',
      rules: [{ if: '$PURPOSE == "plan" || $PURPOSE == "apply"' }],
      script: [`${plan} --junit plan.xml`],
      artifacts: {
        when: 'always',
        expose_as: 'FlowLink plan',
        paths: ['plan.json', 'plan.html', 'plan.md'],
        reports: { junit: 'plan.xml' },
      },
    });
    expect(jobs['no-plan'].rules).toEqual(onlyFor('check'));
    expect(jobs.apply).toEqual({
      stage: 'apply',
      rules: onlyFor('apply'),
      environment: 'flowlink',
      resource_group: 'flowlink-acme-production',
      script: [apply],
    });
    expect(jobs.drift).toEqual({
      stage: 'plan',
      rules: onlyFor('drift'),
      script: [`${flowlink} drift --detailed-exitcode`],
    });
  });

  test('shows the plan in a note if there is a token for it', () => {
    expect(jobs.note).toMatchObject({
      rules: [{ if: '$PURPOSE == "plan" && $FLOWLINK_NOTE_TOKEN', when: 'always' }],
      needs: ['plan'],
      variables: { GIT_STRATEGY: 'none', MARKER: '<!-- flowlink-plan: acme-production -->' },
    });
  });
});
