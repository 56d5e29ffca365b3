// What is particular to the ID tokens of GitHub and of gitlab.com, whose issuers serve everybody.
//
// The claims are those of https://docs.github.com/en/actions/reference/security/oidc and
// https://docs.gitlab.com/ci/secrets/id_token_authentication. In a pipeline for a merge request from a fork, GitLab's
// project_path is that of the fork (https://gitlab.com/gitlab-org/gitlab/-/work_items/563038); GitHub gives such workflows
// no ID token. The ref of a pull request is refs/pull/NUMBER/merge on GitHub, and the source branch on GitLab.

export interface Provider {
  readonly title: string;
  /** Short, for the names of tokens. */
  readonly label: string;
  /** Claims that say whose job it is; one of them has to be pinned. */
  readonly owners: readonly string[];
  /** Claims that tell what was merged from what is proposed; the role write needs one of them. */
  readonly places: readonly string[];
  /** Who could apply otherwise, as part of a sentence. */
  readonly requests: string;
}

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
export const GITLAB_ISSUER = 'https://gitlab.com';

const github: Provider = {
  title: 'GitHub',
  label: 'github',
  owners: ['repository', 'repository_id', 'repository_owner', 'repository_owner_id'],
  places: ['ref', 'environment', 'ref_protected'],
  requests: 'every branch and every pull request of the repository',
};

const gitlab: Provider = {
  title: 'gitlab.com',
  label: 'gitlab',
  owners: ['project_path', 'project_id', 'namespace_path', 'namespace_id'],
  places: ['ref', 'ref_path', 'environment', 'ref_protected'],
  requests: 'every branch and every merge request of the project',
};

/** By host: an enterprise of GitHub may have an issuer with a path of its own. */
export function providerOf(issuer: string): Provider | undefined {
  const { hostname } = new URL(issuer);
  if (hostname === new URL(GITHUB_ISSUER).hostname) return github;
  return hostname === new URL(GITLAB_ISSUER).hostname ? gitlab : undefined;
}

/** Whether a claim says whose job it is. */
export function namesOwner(issuer: string, claim: string): boolean {
  return providerOf(issuer)?.owners.includes(claim) === true;
}
