// CI without stored tokens: the real command line gets ID tokens, and the real backend exchanges them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type IdTokens, jobOfCi, REQUEST_TOKEN } from '../src/ci/id-tokens.ts';
import type { Environment } from '../src/programs.ts';
import { Workplace } from '../src/workplace.ts';

const PULL_REQUEST = { ref: 'refs/pull/7/merge', event_name: 'pull_request' };

let place: Workplace;
let job: IdTokens;
/** The token that the environment had before. */
let stored: string;
const said: string[] = [];

beforeEach(async () => {
  place = await Workplace.open('acme');
  stored = place.environment.FLOWLINK_TOKEN ?? '';
  place.useExample('single-store');
  await place.openStores();
  job = await jobOfCi(place);
});
afterEach(async () => {
  await job.close();
  await place.close();
});

async function flowlink(command: string, more: Environment = {}) {
  const ended = await place.flowlink(command, { COLUMNS: '100', ...more });
  said.push(ended.stdout, ended.stderr);
  return ended;
}

/** Also without the port of the issuer. */
const steady = (ended: { status: number | null; stdout: string; stderr: string }) =>
  place.steady(ended).replaceAll(new URL(job.issuer.url).host, 'issuer');

const golden = (name: string) => `__golden__/oidc/${name}.txt`;

/** What the tokens are called that the backend gave. */
const names = async (): Promise<string[]> => {
  const { stdout } = await flowlink('history --json', { FLOWLINK_TOKEN: stored });
  return JSON.parse(stdout).runs.map(({ actor }: { actor: { token: string } }) => actor.token);
};

test('a job on main plans and applies, and history tells which job it was', async () => {
  const plan = await flowlink('plan --out plan.json');
  expect(plan).toMatchObject({ status: 0, stderr: '' });
  expect(job.given).toHaveLength(1);
  const applied = await flowlink('apply plan.json --auto-approve');
  expect(applied).toMatchObject({ status: 0, stderr: '' });
  expect(await names()).toEqual([`${new URL(job.issuer.url).host}:acme/stores@refs/heads/main (run 123)`]);
});

test('a pull request plans, and is refused to apply with the reason', async () => {
  job.claims = PULL_REQUEST;
  for (const command of ['plan', 'drift', 'list', 'history']) {
    expect(await flowlink(command), command).toMatchObject({ status: 0, stderr: '' });
  }
  const applied = await flowlink('apply --auto-approve');
  await expect(steady(applied)).toMatchFileSnapshot(golden('apply-in-pull-request'));
  expect(applied.status).toBe(1);
  expect(await names()).toEqual([]);
  expect((await flowlink('list --json', { FLOWLINK_TOKEN: stored })).stdout).toContain('"connections": []');
});

test('a job of another repository gets nothing', async () => {
  job.claims = { repository: 'evil/stores' };
  const { status, stderr } = await flowlink('plan');
  expect(status).toBe(1);
  expect(stderr).toContain('error[id-token-refused]');
  expect(stderr).toContain('claim repository is “evil/stores”');
});

test('login says who the backend takes the job for', async () => {
  await expect(steady(await flowlink('login --oidc'))).toMatchFileSnapshot(golden('login'));
  const json = await flowlink('login --oidc --role read --json');
  await expect(steady(json)).toMatchFileSnapshot(golden('login-json'));
  job.claims = PULL_REQUEST;
  const refused = await flowlink('login --oidc --role write');
  await expect(steady(refused)).toMatchFileSnapshot(golden('login-refused'));
  const unused = await flowlink('login --oidc', { FLOWLINK_TOKEN: stored });
  expect(unused.stdout).toContain('FLOWLINK_TOKEN is set, so other commands use that.');
});

test('GitLab gives the ID token in a variable, which serves several commands', async () => {
  const claims = { aud: place.backend.url, repository: 'acme/stores' };
  const idToken = await job.issuer.idToken(new Date(), claims);
  const gitlab = { FLOWLINK_ID_TOKEN: idToken, ACTIONS_ID_TOKEN_REQUEST_URL: '', GITLAB_CI: 'true' };
  expect(await flowlink('plan', gitlab)).toMatchObject({ status: 0, stderr: '' });
  expect(await flowlink('apply --auto-approve', gitlab)).toMatchObject({ status: 0, stderr: '' });
  expect(job.given).toEqual([]);
});

test('FLOWLINK_TOKEN comes first', async () => {
  expect(await flowlink('plan', { FLOWLINK_TOKEN: stored })).toMatchObject({ status: 0, stderr: '' });
  expect(job.given).toEqual([]);
  expect((await flowlink('plan', { FLOWLINK_TOKEN: 'nobody' })).stderr).toContain(
    'error[backend-unauthorized]',
  );
});

test('the audience is the address of the backend, unless it is said otherwise', async () => {
  const { stderr } = await flowlink('plan', { FLOWLINK_OIDC_AUDIENCE: 'https://elsewhere.example.com' });
  // Text is wrapped where a line is full.
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('the audience is “https://elsewhere.example.com”');
});

test('what is missing is said for the CI that runs it', async () => {
  const without = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };
  const github = await flowlink('plan', { ...without, GITHUB_ACTIONS: 'true' });
  expect(github.stderr).toContain('id-token: write');
  expect((await flowlink('plan', { ...without, GITLAB_CI: 'true' })).stderr).toContain('FLOWLINK_ID_TOKEN');
  expect((await flowlink('plan', without)).stderr).not.toMatch(/id-token|ID_TOKEN/);
});

test('a runner, an issuer or a backend that fails is told apart', async () => {
  const code = async (more: Environment) =>
    /error\[([\w-]+)\]/.exec((await flowlink('list', more)).stderr)?.[1];
  expect(await code({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' })).toBe('id-token-unavailable');
  expect(await code({ ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:9/?x=1' })).toBe(
    'id-token-unavailable',
  );
  expect(await code({ FLOWLINK_URL: 'http://127.0.0.1:9' })).toBe('backend-unreachable');
  job.issuer.manner = 'status 500';
  expect(await code({})).toBe('issuer-unreachable');
});

test('no ID token and no token that it was exchanged for is printed, logged or kept', async () => {
  for (const claims of [{}, PULL_REQUEST, { repository: 'evil/stores' }]) {
    job.claims = claims;
    for (const command of ['plan --out plan.json', 'apply --auto-approve', 'login --oidc', 'list', 'drift']) {
      await flowlink(command, { DEBUG: '*', FLOWLINK_DEBUG: '1' });
      await flowlink(`${command} --json`, { GITHUB_ACTIONS: 'true' });
    }
  }
  place.edit('flowlink.yaml', '${env:ACME_US_CLIENT_ID}', '${env:ACTIONS_ID_TOKEN_REQUEST_TOKEN}');
  const exposed = await flowlink('plan');
  expect(exposed.stderr).toContain('error[secret-exposed]');
  await place.backend.kill();
  const files = (readdirSync(place.folder, { recursive: true }) as string[])
    .map((path) => join(place.folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'));
  expect(job.given.length).toBeGreaterThan(25);
  expect(place.backend.log()).toContain('exchangeToken');
  for (const text of [...said, ...files, place.backend.log()]) {
    expect(text).not.toMatch(/fl_[\w-]{43}/);
    expect(text).not.toContain(REQUEST_TOKEN);
    for (const idToken of job.given) expect(text.includes(idToken.split('.')[2] ?? '')).toBe(false);
  }
}, 300_000);
