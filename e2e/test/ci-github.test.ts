// The workflow of `flowlink init` and the one with the composite action, run step by step against a real backend: one comment,
// one issue, exactly the saved plan, and secrets only where they belong.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE_WORKSPACE, openExample } from '../src/ci/example.ts';
import { applies } from '../src/ci/expressions.ts';
import { parseWorkflow, readRepository } from '../src/ci/files.ts';
import { jobOfCi } from '../src/ci/id-tokens.ts';
import { type Event, GitHub, githubContext, type JobRun } from '../src/ci/runner.ts';
import type { Workplace } from '../src/workplace.ts';

const CONNECTION = 'connections/acme-us.yaml';
const PULL_REQUEST: Event = { name: 'pull_request' };
const PUSH: Event = { name: 'push' };
const NIGHT: Event = { name: 'schedule' };

let place: Workplace;
let github: GitHub;
/** Of all jobs of a test: the variables that its scripts could read. */
let jobs: string[][];

async function openGitHub(): Promise<void> {
  place = await openExample();
  const { FLOWLINK_TOKEN = '', ACME_US_ACCESS_TOKEN = '', ACME_US_CLIENT_ID = '' } = place.environment;
  const settings = {
    secrets: { FLOWLINK_TOKEN: await place.backend.token(EXAMPLE_WORKSPACE, 'read'), ACME_US_ACCESS_TOKEN },
    vars: { ACME_US_CLIENT_ID },
    // Only the environment of the apply has a token that may write.
    environments: { flowlink: { FLOWLINK_TOKEN } },
  };
  const machine = { FLOWLINK_URL: place.backend.url, BIGCOMMERCE_API_URL: place.sandbox.url };
  github = new GitHub(place.folder, place.project, settings, machine);
  jobs = [];
}

async function runWorkflow(text: string, event: Event): Promise<Readonly<Record<string, JobRun>>> {
  const runs = await github.run(text, event);
  for (const { environments } of Object.values(runs)) jobs.push(environments.flatMap(Object.keys));
  return runs;
}

const driftByHand = (limit: number) =>
  place.editByHand('acme-us', 'maria', (config) => ({
    ...config,
    workflows: { ...config.workflows, extra: { action: 'get_orders', parameters: { limit } } },
  }));

const MARKER = '<!-- flowlink-plan: acme-production -->';
const DRIFT_MARKER = '<!-- flowlink-drift: acme-production -->';
const BOT = { login: 'github-actions[bot]' };

/** They do the same, so they pass the same tests. */
describe.each([
  ['the workflow of init', 'examples/ci/.github/workflows/flowlink.yml'],
  ['the workflow with the action', 'examples/ci/with-action.yml'],
])('%s', (_, path) => {
  const run = (event: Event) => runWorkflow(readRepository(path), event);

  beforeEach(openGitHub);
  afterEach(() => place.close());

  test('shows the plan of a pull request in one comment, whatever others write', async () => {
    const forged = { id: 1, issue: 7, user: { login: 'eve' }, body: MARKER };
    github.state = { ...github.state, comments: [forged] };
    const first = await run({ ...PULL_REQUEST, commit: 'c0ffee1' });
    expect(first.plan, first.plan?.log).toMatchObject({ result: 'success', outputs: { changes: 'true' } });
    expect(first.plan?.summary).toContain('1 to add');
    expect(first.apply?.result).toBe('skipped');
    const [untouched, comment] = github.state.comments;
    expect(untouched).toEqual(forged);
    expect(comment).toMatchObject({ issue: 7, user: BOT });
    expect(comment?.body).toMatch(new RegExp(`^${MARKER}\n`));
    expect(comment?.body).toContain('1 to add');
    expect(comment?.body).toMatch(
      /\n<sub>Commit c0ffee1, \[run with the whole plan\]\(https:\/\/github\.com\/acme\/flowlink\/actions\/runs\/42\)<\/sub>\n$/,
    );

    place.edit(CONNECTION, 'store_hash: g5cd38', 'store_hash: g5cd39');
    await run({ ...PULL_REQUEST, commit: 'c0ffee2' });
    expect(github.state.comments[1]?.body).toMatch(/g5cd39.*Commit c0ffee2/s);

    place.edit(CONNECTION, 'action: get_orders', 'action: get_order');
    const broken = await run({ ...PULL_REQUEST, commit: 'bad0bad' });
    expect(broken.plan?.result).toBe('failure');
    const { comments, calls } = github.state;
    expect(comments).toHaveLength(2);
    expect(comments[1]?.body).toMatch(new RegExp(`^${MARKER}\n.*Commit bad0bad`, 's'));
    expect(comments[1]?.body).not.toContain('1 to add');
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'PATCH', 'GET', 'PATCH']);
    expect(await place.connections()).toEqual([]);
  });

  test('checks a pull request from a fork, and says why it plans nothing', async () => {
    const fork: Event = { ...PULL_REQUEST, from: 'eve/flowlink' };
    const { plan } = await run(fork);
    expect(plan, plan?.log).toMatchObject({ result: 'success' });
    expect(plan?.log).toContain('::notice title=No plan::');
    expect(plan?.summary).toContain('GitHub gives pull requests from forks and of Dependabot no secrets');
    expect(github.state.calls).toEqual([]);

    place.edit(CONNECTION, 'action: get_orders', 'action: get_order');
    expect((await run(fork)).plan?.result).toBe('failure');
  });

  test('applies the saved plan after the merge, and tells of drift in one issue until there is none', async () => {
    const merged = await run(PUSH);
    expect(merged.apply, merged.apply?.log).toMatchObject({ result: 'success' });
    expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
    const unchanged = await run(PUSH);
    expect(unchanged.plan?.outputs.changes).toBe('false');
    expect(unchanged.apply?.result).toBe('skipped');
    expect((await run(NIGHT)).drift?.result).toBe('success');
    expect(github.state.issues).toEqual([]);

    // They look like ours: somebody else's, a pull request, and one without any text.
    const others = [
      { number: 1, user: { login: 'eve' }, title: '', body: DRIFT_MARKER, state: 'open' },
      { number: 2, user: BOT, title: '', body: DRIFT_MARKER, state: 'open', pull_request: {} },
      { number: 3, user: BOT, title: '', body: null, state: 'open' },
    ];
    github.state = { ...github.state, issues: others };
    await driftByHand(5);
    await run(NIGHT);
    const opened = github.state.issues[3];
    expect(opened).toMatchObject({ number: 4, title: 'FlowLink: drift in acme-production', state: 'open' });
    expect(opened?.body).toMatch(new RegExp(`^${DRIFT_MARKER}\n`));
    expect(opened?.body).toMatch(/\n<sub>\[Run\].*<\/sub>\n$/);
    expect(opened?.body).toContain('maria');

    await driftByHand(66);
    await run(NIGHT);
    expect(github.state.issues).toHaveLength(4);
    expect(github.state.issues[3]?.body).toContain('66');

    const { issues } = github.state;
    place.edit('flowlink.yaml', 'max_destroy: 0', 'max_destroy: no');
    expect((await run(NIGHT)).drift?.result).toBe('failure');
    expect(github.state.issues).toEqual(issues);
    place.edit('flowlink.yaml', 'max_destroy: no', 'max_destroy: 0');

    await run(PUSH);
    await run(NIGHT);
    expect(github.state.issues.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'closed']);
    expect(github.state.comments).toMatchObject([
      { issue: 4, body: expect.stringMatching(/^There is no drift/) },
    ]);
  });

  // With the action they are one job; docs/ci.md says so.
  if (path.endsWith('flowlink.yml'))
    afterEach(() => {
      const isSecret = (name: string) => /^(FLOWLINK_TOKEN|ACME_US_\w+)$/.test(name);
      for (const names of jobs) expect(names.some(isSecret) && names.includes('GH_TOKEN')).toBe(false);
    });
});

describe('the action', () => {
  beforeEach(openGitHub);
  afterEach(() => place.close());

  /** Jobs one after the other, each with the action and some inputs. */
  const workflow = (jobs: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
    JSON.stringify({
      jobs: Object.fromEntries(
        Object.entries(jobs).map(([name, inputs]) => [
          name,
          {
            environment: 'flowlink',
            steps: [
              { uses: 'actions/checkout@v7' },
              {
                uses: 'flowlink/flowlink-as-code@v1',
                with: inputs,
                env: {
                  FLOWLINK_TOKEN: '${{ secrets.FLOWLINK_TOKEN }}',
                  ACME_US_ACCESS_TOKEN: '${{ secrets.ACME_US_ACCESS_TOKEN }}',
                  ACME_US_CLIENT_ID: '${{ vars.ACME_US_CLIENT_ID }}',
                },
              },
            ],
          },
        ]),
      ),
    });

  test('works in a folder, and passes its arguments on one by one', async () => {
    for (const file of ['flowlink.yaml', CONNECTION]) place.write(`shops/${file}`, place.read(file));
    const inputs = { 'working-directory': 'shops', artifact: 'of-shops' };
    const runs = await runWorkflow(
      workflow({
        plan: { ...inputs, command: 'plan', args: '--target\nacme-us\n' },
        apply: { ...inputs, command: 'apply' },
      }),
      PUSH,
    );
    expect(runs.plan?.log).toContain('1 to add');
    expect(runs.apply, runs.apply?.log).toMatchObject({ result: 'success' });
    expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
  });

  test('needs no token where the job may ask for ID tokens', async () => {
    const { ACME_US_ACCESS_TOKEN = '', ACME_US_CLIENT_ID = '' } = place.environment;
    const tokens = await jobOfCi(place);
    const settings = { secrets: { ACME_US_ACCESS_TOKEN }, vars: { ACME_US_CLIENT_ID }, environments: {} };
    const machine = {
      FLOWLINK_URL: place.backend.url,
      BIGCOMMERCE_API_URL: place.sandbox.url,
      ...tokens.variables,
    };
    try {
      github = new GitHub(place.folder, place.project, settings, machine);
      const { plan, apply } = await runWorkflow(
        workflow({ plan: { command: 'plan' }, apply: { command: 'apply' } }),
        PUSH,
      );
      expect(plan, plan?.log).toMatchObject({ result: 'success' });
      expect(apply, apply?.log).toMatchObject({ result: 'success' });
      expect(tokens.given.length).toBeGreaterThanOrEqual(2);
    } finally {
      await tokens.close();
    }
  });

  test('takes no input for code', async () => {
    const code = '$(touch pwned); touch pwned `touch pwned` "\'';
    const hostile = { command: 'plan', version: `1.0.0${code}`, args: `--target\n${code}` };
    const { plan, apply } = await runWorkflow(
      workflow({ plan: hostile, apply: { command: `validate ${code}` } }),
      PUSH,
    );
    expect(plan?.result).toBe('failure');
    expect(plan?.log).toContain('touch pwned');
    expect(apply?.log).toContain('The input command has to be validate, plan, apply or drift.');
    const files = readdirSync(place.folder, { recursive: true }) as string[];
    expect(files.filter((file) => file.includes('pwned'))).toEqual([]);
  });
});

test.each<[Partial<Event> & { name: Event['name'] }, boolean]>([
  [{ name: 'pull_request' }, true],
  [{ name: 'pull_request', from: 'eve/flowlink' }, false],
  [{ name: 'pull_request', actor: 'dependabot[bot]' }, false],
  [{ name: 'push' }, true],
  [{ name: 'push', actor: 'dependabot[bot]' }, true],
  [{ name: 'schedule' }, true],
])('what %j may know: %s', (event, expected) => {
  const { env } = parseWorkflow(readRepository('examples/ci/.github/workflows/flowlink.yml'));
  const contexts = { github: githubContext(event) };
  expect(applies(env?.HAS_SECRETS?.trim(), { contexts, hasFailed: false })).toBe(expected);
});
