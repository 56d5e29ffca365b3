// The commands on trust policies, as a person types them, and all that they refuse to trust.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Flags, UsageError } from '../src/edge/arguments.ts';
import { trustPolicyFrom } from '../src/edge/trust-flags.ts';
import { sqliteStore } from '../src/store/sqlite/sqlite-store.ts';

const bin = fileURLToPath(new URL('../bin/flowlink-backend.js', import.meta.url));
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'flowlink-'));
  await sqliteStore(dataDir).close();
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function trust(command: string) {
  const [name = '', ...rest] = command.split(' ');
  return spawnSync(process.execPath, [bin, 'trust', name, '--data', dataDir, ...rest], { encoding: 'utf8' });
}

const ANY = { workspace: 'acme', role: 'write', name: 'apply', audience: 'https://flowlink.example.com' };
const GITHUB = 'https://token.actions.githubusercontent.com';

test('policies are made, listed and removed', () => {
  const common = '--workspace acme --name apply --audience https://flowlink.example.com';
  const made = trust(`create ${common} --role write --github acme/stores --branch main`);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const id = made.stdout.trim();
  expect(id).toMatch(/^trust_[0-9a-f]{16}$/);
  expect(
    trust('list')
      .stdout.split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['ID', 'WORKSPACE', 'ROLE', 'NAME', 'ISSUER', 'AUDIENCE', 'CLAIMS', 'LIFETIME'],
    [
      ...[id, 'acme', 'write', 'apply', GITHUB, 'https://flowlink.example.com'],
      ...['repository=acme/stores ref=refs/heads/main', '15 min'],
    ],
    [''],
  ]);
  expect(trust('list --workspace other').stdout).not.toContain(id);
  expect(JSON.parse(trust('list --json').stdout)).toEqual([
    {
      id,
      ...ANY,
      issuer: GITHUB,
      claims: { repository: 'acme/stores', ref: 'refs/heads/main' },
      lifetime_minutes: 15,
      created_at: expect.stringMatching(/Z$/),
    },
  ]);
  expect(trust(`remove ${id}`)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(trust(`remove ${id}`)).toMatchObject({
    status: 1,
    stderr: `flowlink-backend: there is no trust policy ${id}.\n`,
  });
  const refused = trust(`create ${common} --role write --github acme/stores`);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('every branch and every pull request of the repository could apply');
  expect(refused.stderr).not.toMatch(/^\s+at /m);
  expect(JSON.parse(trust('list --json').stdout)).toEqual([]);
});

test.for<[Flags, string, Record<string, string>]>([
  [{ github: 'acme/stores', branch: 'main' }, GITHUB, { repository: 'acme/stores', ref: 'refs/heads/main' }],
  [
    { github: 'acme/stores', branch: 'release/*', environment: 'production', claim: ['repository_id=74'] },
    GITHUB,
    {
      repository: 'acme/stores',
      ref: 'refs/heads/release/*',
      environment: 'production',
      repository_id: '74',
    },
  ],
  [{ github: 'acme/stores', role: 'read' }, GITHUB, { repository: 'acme/stores' }],
  [
    { gitlab: 'acme/eu/stores', branch: 'main' },
    'https://gitlab.com',
    { project_path: 'acme/eu/stores', ref: 'main', ref_type: 'branch' },
  ],
  [
    { gitlab: 'acme/stores', url: 'https://gitlab.example.com/', environment: 'production' },
    'https://gitlab.example.com',
    { project_path: 'acme/stores', environment: 'production' },
  ],
  [
    { issuer: GITHUB, claim: ['repository_id=74', 'environment=production'] },
    GITHUB,
    { repository_id: '74', environment: 'production' },
  ],
  [{ issuer: 'https://ci.example.com', claim: ['sub=a=b'] }, 'https://ci.example.com', { sub: 'a=b' }],
  [{ issuer: 'http://127.0.0.1:8080', claim: ['sub=x'] }, 'http://127.0.0.1:8080', { sub: 'x' }],
])('%j is trusted', ([flags, issuer, claims]) => {
  expect(trustPolicyFrom({ ...ANY, ...flags })).toMatchObject({ issuer, claims });
});

const MAIN = { github: 'acme/stores', branch: 'main' };
const OTHER = { issuer: 'https://ci.example.com', claim: ['sub=x'] };

test.for<[Flags, string]>([
  [{ ...MAIN, role: 'admin' }, 'admin is never given to CI'],
  [{ ...MAIN, workspace: 'Acme' }, 'trust create needs --workspace NAME'],
  [{ ...MAIN, name: '' }, 'The name has 1 to 100 printable characters.'],
  [{ ...MAIN, audience: '' }, 'The audience is a text'],
  [{}, 'trust create needs one of --issuer URL, --github OWNER/REPO and --gitlab GROUP/PROJECT.'],
  [{ ...MAIN, issuer: GITHUB }, 'trust create needs one of'],
  [{ github: 'acme' }, '--github takes OWNER/REPO.'],
  [{ github: 'acme/*', branch: 'main' }, '--github takes OWNER/REPO.'],
  [{ gitlab: 'acme', branch: 'main' }, '--gitlab takes GROUP/PROJECT.'],
  [{ ...MAIN, url: 'https://gitlab.example.com' }, '--url is the address of a GitLab'],
  [{ ...OTHER, branch: 'main' }, '--branch is for --github and --gitlab'],
  [{ ...OTHER, environment: 'production' }, '--environment is for --github and --gitlab'],
  [{ ...MAIN, claim: ['ref=refs/heads/x'] }, 'The claim ref is given twice'],
  [{ ...MAIN, claim: ['a=1', 'a=2'] }, 'The claim a is given twice'],
  [{ ...MAIN, claim: ['a'] }, '--claim takes NAME=VALUE.'],
  [{ ...MAIN, claim: ['aud=x'] }, 'The claim aud is checked in any case'],
  [{ ...MAIN, claim: ['a b=x'] }, '“a b” cannot be the name of a claim.'],
  [{ ...MAIN, claim: ['actor='] }, 'The claim actor needs a value'],
  [{ ...MAIN, claim: ['actor=a\u0000'] }, 'The claim actor needs a value'],
  [{ ...MAIN, claim: ['sub=repo:acme/*'] }, 'The claim sub is compared as it stands'],
  [{ ...MAIN, branch: '*-x' }, 'In the claim ref a * may only be the last part'],
  [{ github: 'acme/stores', claim: ['ref=refs/*'] }, 'would match pull or merge requests'],
  [{ ...MAIN, lifetime: '4' }, 'The lifetime is a number of minutes from 5 to 60.'],
  [{ ...MAIN, lifetime: '61' }, 'The lifetime is a number of minutes from 5 to 60.'],
  [{ ...MAIN, lifetime: '1h' }, 'The lifetime is a number of minutes from 5 to 60.'],
  [{ ...OTHER, issuer: 'http://ci.example.com' }, 'The issuer is an https:// address'],
  [{ ...OTHER, issuer: 'https://user@ci.example.com' }, 'The issuer is an https:// address'],
  [{ ...OTHER, issuer: 'ci.example.com' }, 'The issuer is an https:// address'],
  [{ issuer: 'https://ci.example.com' }, 'A policy needs at least one claim'],
  [{ issuer: GITHUB, claim: ['ref=refs/heads/main'] }, 'GitHub gives ID tokens to everybody'],
  [{ issuer: GITHUB, claim: ['sub=repo:acme/stores:ref:refs/heads/main'] }, 'one of the claims repository,'],
  [{ issuer: `${GITHUB}/acme`, claim: ['ref=refs/heads/main'] }, 'GitHub gives ID tokens to everybody'],
  [{ issuer: 'https://gitlab.com', claim: ['ref=main'] }, 'gitlab.com gives ID tokens to everybody'],
  [{ gitlab: 'acme/stores' }, 'every merge request of the project could apply'],
])('%j is refused', ([flags, message]) => {
  const making = () => trustPolicyFrom({ ...ANY, ...flags });
  expect(making).toThrow(UsageError);
  expect(making).toThrow(message);
});
