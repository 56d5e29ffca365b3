// Who holds the lock, as others will read it.
import { expect, it } from 'vitest';
import { commitFrom, holderFrom } from '../src/edge/holder.ts';

const machine = { user: 'runner', host: 'box', pid: 42 };

it('a person', () => {
  expect(holderFrom({}, machine)).toEqual(machine);
  expect(commitFrom({})).toBeUndefined();
});

it('a GitHub job', () => {
  const environment = {
    GITHUB_ACTOR: 'ada',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/shops',
    GITHUB_RUN_ID: '7',
    GITHUB_SHA: 'abc',
  };
  expect(holderFrom(environment, machine)).toEqual({
    ...machine,
    user: 'ada',
    url: 'https://github.com/acme/shops/actions/runs/7',
  });
  expect(commitFrom(environment)).toBe('abc');
});

it('a GitLab job', () => {
  const environment = {
    GITLAB_USER_LOGIN: 'ada',
    CI_JOB_URL: 'https://gitlab.example/1',
    CI_COMMIT_SHA: 'd',
  };
  expect(holderFrom(environment, machine)).toMatchObject({ user: 'ada', url: 'https://gitlab.example/1' });
  expect(commitFrom(environment)).toBe('d');
});

it('stays within what the contract allows', () => {
  const holder = holderFrom({ CI_JOB_URL: 'x'.repeat(3000) }, { ...machine, user: 'u'.repeat(300) });
  expect(holder.user).toHaveLength(256);
  expect(holder).not.toHaveProperty('url');
});
