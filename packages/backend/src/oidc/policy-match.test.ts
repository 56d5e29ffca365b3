// What a job is told of policies, and of which it is not.
import type { JWTPayload } from 'jose';
import { expect, test } from 'vitest';
import { originName } from './origin-name.ts';
import { choosePolicy } from './policy-match.ts';
import { GITHUB_ISSUER } from './providers.ts';
import type { TrustPolicy } from './trust-policy.ts';

const policy = (name: string, more: Partial<TrustPolicy> = {}): TrustPolicy => ({
  id: `trust_${name}`,
  workspace: 'acme',
  name,
  role: 'write',
  issuer: GITHUB_ISSUER,
  audience: 'https://flowlink.example.com',
  claims: { repository: 'acme/stores', ref: 'refs/heads/main', environment: 'production' },
  lifetime_minutes: 15,
  created_at: '2026-01-01T00:00:00Z',
  ...more,
});
const claims = {
  aud: 'https://flowlink.example.com',
  repository: 'acme/stores',
  ref: 'refs/heads/main',
  environment: 'production',
};
const told = (said: JWTPayload, policies = [policy('apply')]) => choosePolicy(policies, said, 'write');

test('everybody can get an ID token of GitHub, so others learn neither branch nor audience', () => {
  expect(told({ aud: 'x', repository: 'evil/stores', ref: 'refs/heads/x' })).toEqual({
    mismatch:
      'No trust policy gives this job the role write. “apply”: claim repository is “evil/stores”, for which it is not.',
  });
});

test('the owner learns all that does not fit', () => {
  expect(told({ aud: ['x', 'y'], repository: 'acme/stores', ref: 'refs/heads/x' })).toEqual({
    mismatch:
      'No trust policy gives this job the role write. “apply”: the audience is “x, y”; the policy asks for “https://flowlink.example.com”; claim ref is “refs/heads/x”; the policy asks for “refs/heads/main”; claim environment is missing; the policy asks for “production”.',
  });
});

test('of many policies five are told', () => {
  const many = Array.from({ length: 7 }, (_, index) => policy(`p${index}`));
  const { mismatch } = told({ ...claims, ref: 'x' }, many) as { mismatch: string };
  expect(mismatch.match(/“p\d”/g)).toHaveLength(5);
  expect(mismatch).toMatch(/Nor does any of 2 more\.$/);
});

test('for reading, a policy for reading comes before one for writing', () => {
  const policies = [policy('apply'), policy('plan', { role: 'read' })];
  expect(choosePolicy(policies, claims, 'read')).toMatchObject({ policy: { name: 'plan' }, role: 'read' });
  expect(choosePolicy(policies, claims, undefined)).toMatchObject({
    policy: { name: 'apply' },
    role: 'write',
  });
  expect(choosePolicy([policy('apply')], claims, 'read')).toMatchObject({ role: 'read' });
});

test.for<[string, string, JWTPayload]>([
  [
    'github:acme/stores@refs/heads/main (run 123)',
    GITHUB_ISSUER,
    { repository: 'acme/stores', ref: 'refs/heads/main', run_id: '123' },
  ],
  [
    'gitlab:acme/eu/stores@main (job 7)',
    'https://gitlab.com',
    { project_path: 'acme/eu/stores', ref: 'main', job_id: 7 },
  ],
  [
    'gitlab.example.com:acme/stores@main',
    'https://gitlab.example.com',
    { project_path: 'acme/stores', ref: 'main' },
  ],
  ['ci.example.com:build?7', 'https://ci.example.com', { sub: 'build\u001b7' }],
  ['ci.example.com:unnamed', 'https://ci.example.com', { sub: undefined as never }],
  [`ci.example.com:${'x'.repeat(184)}…`, 'https://ci.example.com', { sub: 'x'.repeat(500) }],
])('a token is called %s', ([name, issuer, said]) => {
  expect(originName(issuer, said)).toBe(name);
});
