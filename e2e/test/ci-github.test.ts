// The workflow of `flowlink init` and the one with the composite action, run step by step against a real backend: one comment,
// one issue, exactly the saved plan, and secrets only where they belong.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRepository } from '../src/ci/files.ts';
import { type Event, GitHub, type JobRun } from '../src/ci/runner.ts';
import { Workplace } from '../src/workplace.ts';

const CONNECTION = 'connections/acme-us.yaml';
const PULL_REQUEST: Event = { name: 'pull_request' };
const PUSH: Event = { name: 'push' };
const NIGHT: Event = { name: 'schedule' };

let place: Workplace;
let github: GitHub;

beforeEach(async () => {
  place = await Workplace.open('acme-production');
  place.useExample('ci');
  await place.openStores();
  const { FLOWLINK_URL, BIGCOMMERCE_API_URL, FLOWLINK_TOKEN, ACME_US_ACCESS_TOKEN, ACME_US_CLIENT_ID } =
    place.environment as Record<string, string>;
  github = new GitHub(
    place.folder,
    place.project,
    {
      secrets: {
        FLOWLINK_TOKEN: await place.backend.token('acme-production', 'read'),
        ACME_US_ACCESS_TOKEN: ACME_US_ACCESS_TOKEN ?? '',
      },
      vars: { ACME_US_CLIENT_ID: ACME_US_CLIENT_ID ?? '' },
      environments: { flowlink: { FLOWLINK_TOKEN: FLOWLINK_TOKEN ?? '' } },
    },
    { FLOWLINK_URL: FLOWLINK_URL ?? '', BIGCOMMERCE_API_URL: BIGCOMMERCE_API_URL ?? '' },
  );
});

afterEach(() => place.close());

const results = (runs: Readonly<Record<string, JobRun>>) =>
  Object.fromEntries(Object.entries(runs).map(([name, { result }]) => [name, result]));

const driftByHand = (limit: number) =>
  place.editByHand('acme-us', 'maria', (config) => ({
    ...config,
    workflows: { ...config.workflows, extra: { action: 'get_orders', parameters: { limit } } },
  }));

/** Whatever does the same has the same outcome, so both workflows pass the same tests. */
describe.each([
  ['the workflow of init', 'examples/ci/.github/workflows/flowlink.yml'],
  ['the workflow with the action', 'examples/ci/with-action.yml'],
])('%s', (_, path) => {
  const workflow = readRepository(path);
  const run = (event: Event) => github.run(workflow, event);

  test('shows the plan of a pull request in one comment, whatever others write', async () => {
    const forged = {
      id: 1,
      issue: 7,
      user: { login: 'eve' },
      body: '<!-- flowlink-plan: acme-production -->',
    };
    github.state = { ...github.state, comments: [forged] };
    const first = await run({ ...PULL_REQUEST, commit: 'c0ffee1' });
    expect(first.plan, first.plan?.log).toMatchObject({ result: 'success', outputs: { changes: 'true' } });
    expect(first.apply?.result).toBe('skipped');

    const [untouched, comment] = github.state.comments;
    expect(untouched).toEqual(forged);
    expect(comment).toMatchObject({ issue: 7, user: { login: 'github-actions[bot]' } });
    expect(comment?.body).toMatch(/^<!-- flowlink-plan: acme-production -->\n/);
    expect(comment?.body).toContain('1 to add');
    expect(comment?.body).toMatch(
      /\n<sub>Commit c0ffee1, \[run with the whole plan\]\(https:\/\/github\.com\/acme\/flowlink\/actions\/runs\/42\)<\/sub>\n$/,
    );
    expect(first.plan?.summary).toContain('1 to add');

    place.edit(CONNECTION, 'store_hash: g5cd38', 'store_hash: g5cd39');
    await run({ ...PULL_REQUEST, commit: 'c0ffee2' });
    const { comments, calls } = github.state;
    expect(comments).toHaveLength(2);
    expect(comments[1]?.body).toContain('g5cd39');
    expect(comments[1]?.body).toContain('Commit c0ffee2');
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'PATCH']);
    expect(await place.connections()).toEqual([]);
  });

  test('says so in the same comment when the plan fails', async () => {
    await run(PULL_REQUEST);
    place.edit(CONNECTION, 'action: get_orders', 'action: get_order');
    const broken = await run({ ...PULL_REQUEST, commit: 'bad0bad' });
    expect(broken.plan?.result).toBe('failure');
    const [comment] = github.state.comments;
    expect(github.state.comments).toHaveLength(1);
    expect(comment?.body).toMatch(/^<!-- flowlink-plan: acme-production -->\n/);
    expect(comment?.body).toContain('Commit bad0bad');
    expect(comment?.body).not.toContain('1 to add');
  });

  test.each<[string, Partial<Event>]>([
    ['a fork', { from: 'eve/flowlink' }],
    ['Dependabot', { actor: 'dependabot[bot]' }],
  ])('checks a pull request from %s and says why it plans nothing', async (_, event) => {
    const runs = await run({ ...PULL_REQUEST, ...event });
    expect(runs.plan, runs.plan?.log).toMatchObject({ result: 'success' });
    expect(runs.plan?.log).toContain('::notice title=No plan::');
    expect(runs.plan?.summary).toContain(
      'GitHub gives pull requests from forks and of Dependabot no secrets',
    );
    expect(github.state.calls).toEqual([]);

    place.edit(CONNECTION, 'action: get_orders', 'action: get_order');
    expect((await run({ ...PULL_REQUEST, ...event })).plan?.result).toBe('failure');
  });

  test('applies the saved plan after the merge, and nothing where nothing changes', async () => {
    const merged = await run(PUSH);
    expect(merged.apply, merged.apply?.log).toMatchObject({ result: 'success' });
    expect((await place.connections()).map(({ name }) => name)).toEqual(['acme-us']);
    expect(github.state.calls).toEqual([]);

    const again = await run(PUSH);
    expect(again.plan?.outputs.changes).toBe('false');
    expect(again.apply?.result).toBe('skipped');
  });

  test('tells of drift in one issue, and closes it', async () => {
    await run(PUSH);
    expect(results(await run(NIGHT)).drift).toBe('success');
    expect(github.state.issues).toEqual([]);

    // Of the same text, but not ours: somebody else's, and a pull request.
    const marker = '<!-- flowlink-drift: acme-production -->';
    const bot = { login: 'github-actions[bot]' };
    const others = [
      { number: 1, user: { login: 'eve' }, title: '', body: marker, state: 'open' },
      { number: 2, user: bot, title: '', body: marker, state: 'open', pull_request: {} },
      { number: 3, user: bot, title: '', body: null, state: 'open' },
    ];
    github.state = { ...github.state, issues: others, calls: [] };
    await driftByHand(5);
    await run(NIGHT);
    const opened = github.state.issues[3];
    expect(opened).toMatchObject({ number: 4, title: 'FlowLink: drift in acme-production', state: 'open' });
    expect(opened?.body).toMatch(
      /^<!-- flowlink-drift: acme-production -->\n\nSomebody changed .*\n\n( {4}.*\n|\n)+\nThe next apply/,
    );
    expect(opened?.body).toContain('by maria');

    await driftByHand(6);
    await run(NIGHT);
    expect(github.state.issues).toHaveLength(4);
    expect(github.state.issues[3]?.body).toContain('6');

    await run(PUSH);
    await run(NIGHT);
    expect(github.state.issues[3]?.state).toBe('closed');
    expect(github.state.comments).toMatchObject([
      { issue: 4, body: expect.stringMatching(/^There is no drift/) },
    ]);
    expect(github.state.issues.slice(0, 3)).toEqual(others);

    await run(NIGHT);
    await driftByHand(7);
    await run(NIGHT);
    expect(github.state.issues).toHaveLength(5);
  });

  test('fails at night if nothing can be compared, and leaves the issue alone', async () => {
    await run(PUSH);
    await driftByHand(5);
    await run(NIGHT);
    const { issues } = github.state;
    place.edit('flowlink.yaml', 'max_destroy: 0', 'max_destroy: no');
    expect((await run(NIGHT)).drift?.result).toBe('failure');
    expect(github.state.issues).toEqual(issues);
  });
});

test('in the workflow of init, what can write to GitHub knows no secret, and what knows one cannot write', async () => {
  const workflow = readRepository('examples/ci/.github/workflows/flowlink.yml');
  const secrets = ['FLOWLINK_TOKEN', 'ACME_US_ACCESS_TOKEN', 'ACME_US_CLIENT_ID'];
  const seen = { secrets: 0, tokens: 0 };
  for (const event of [PULL_REQUEST, PUSH, NIGHT]) {
    for (const { environments } of Object.values(await github.run(workflow, event))) {
      const names = environments.map((environment) => Object.keys(environment));
      const hasSecrets = names.some((one) => secrets.some((name) => one.includes(name)));
      const canWrite = names.some((one) => one.includes('GH_TOKEN'));
      expect(hasSecrets && canWrite).toBe(false);
      seen.secrets += Number(hasSecrets);
      seen.tokens += Number(canWrite);
    }
  }
  expect(seen).toEqual({ secrets: 4, tokens: 2 });
});
