// Who is running this, for the lock and the history: a person at a machine, or a CI job with its page.
import { hostname, userInfo } from 'node:os';
import type { LockHolder } from '@flowlink/schema';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the contract allows. */
const MAX_NAME = 256;
const MAX_URL = 2048;

/** The holder of the lock that this process will ask for. */
export function processHolder(): LockHolder {
  return holderFrom(process.env, { user: systemUser(), host: hostname(), pid: process.pid });
}

/** CI's own names come before those of the machine it happens to run on. */
export function holderFrom(
  environment: Environment,
  { user, host, pid }: { readonly user: string; readonly host: string; readonly pid: number },
): LockHolder {
  const url = jobUrl(environment);
  const named = environment.GITHUB_ACTOR || environment.GITLAB_USER_LOGIN || user;
  return {
    user: named.slice(0, MAX_NAME),
    host: host.slice(0, MAX_NAME),
    pid,
    ...(url === undefined || url.length > MAX_URL ? {} : { url }),
  };
}

/** The commit that CI runs for. */
export function commitFrom({ GITHUB_SHA, CI_COMMIT_SHA }: Environment): string | undefined {
  return GITHUB_SHA || CI_COMMIT_SHA || undefined;
}

/** The commit that this process runs for. */
export function processCommit(): string | undefined {
  return commitFrom(process.env);
}

function jobUrl(environment: Environment): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, CI_JOB_URL } = environment;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  }
  return CI_JOB_URL || undefined;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // Containers often run under a number that has no name.
    return process.env.USER || `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
