// Reads a trust policy from the flags of `trust create`; --github and --gitlab stand for an issuer and its claims.
import { isName, NAME_RULE } from '@flowlink/schema';
import { GITHUB_ISSUER, GITLAB_ISSUER } from '../oidc/providers.ts';
import {
  LIFETIME_MINUTES,
  type NewTrustPolicy,
  policyProblem,
  type TrustedRole,
  trustedRoles,
} from '../oidc/trust-policy.ts';
import { type Flags, UsageError } from './arguments.ts';

/** Throws a `UsageError` that says what is missing or trusts too much. */
export function trustPolicyFrom(flags: Flags): NewTrustPolicy {
  const { workspace, role, name, audience, lifetime = String(LIFETIME_MINUTES.usual) } = flags;
  if (workspace === undefined || !isName(workspace)) {
    throw new UsageError(`trust create needs --workspace NAME; ${NAME_RULE}.`);
  }
  if (!trustedRoles.includes(role as TrustedRole)) {
    throw new UsageError(`trust create needs --role ${trustedRoles.join('|')}; admin is never given to CI.`);
  }
  if (name === undefined)
    throw new UsageError('trust create needs --name NAME, by which messages name the policy.');
  if (audience === undefined) {
    throw new UsageError('trust create needs --audience; flowlink asks for the address of the backend.');
  }
  const { issuer, claims } = trustedFrom(flags);
  const policy = {
    workspace,
    role: role as TrustedRole,
    name,
    issuer,
    audience,
    claims: { ...claims, ...claimsFrom(flags.claim ?? [], claims) },
    lifetime_minutes: /^\d+$/.test(lifetime) ? Number(lifetime) : Number.NaN,
  };
  const problem = policyProblem(policy);
  if (problem) throw new UsageError(problem);
  return policy;
}

interface Trusted {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, string>>;
}

/** The issuer, and the claims that follow from a shorthand. */
function trustedFrom({ issuer, github, gitlab, url, branch, environment }: Flags): Trusted {
  if ([issuer, github, gitlab].filter((given) => given !== undefined).length !== 1) {
    throw new UsageError(
      'trust create needs one of --issuer URL, --github OWNER/REPO and --gitlab GROUP/PROJECT.',
    );
  }
  if (url !== undefined && gitlab === undefined)
    throw new UsageError('--url is the address of a GitLab, for --gitlab.');
  const inEnvironment = environment === undefined ? {} : { environment };
  if (github !== undefined) {
    if (!/^[\w.-]+\/[\w.-]+$/.test(github)) throw new UsageError('--github takes OWNER/REPO.');
    const onBranch = branch === undefined ? {} : { ref: `refs/heads/${branch}` };
    return { issuer: GITHUB_ISSUER, claims: { repository: github, ...onBranch, ...inEnvironment } };
  }
  if (gitlab !== undefined) {
    if (!/^[\w.-]+(\/[\w.-]+)+$/.test(gitlab)) throw new UsageError('--gitlab takes GROUP/PROJECT.');
    // A tag may have the name of a branch.
    const onBranch = branch === undefined ? {} : { ref: branch, ref_type: 'branch' };
    const claims = { project_path: gitlab, ...onBranch, ...inEnvironment };
    return { issuer: url?.replace(/\/+$/, '') ?? GITLAB_ISSUER, claims };
  }
  const foreign = branch === undefined ? environment && '--environment' : '--branch';
  if (foreign)
    throw new UsageError(`${foreign} is for --github and --gitlab; with --issuer give --claim NAME=VALUE.`);
  return { issuer: issuer ?? '', claims: {} };
}

/** @param taken what a shorthand says already */
function claimsFrom(given: readonly string[], taken: Trusted['claims']): Record<string, string> {
  const claims = new Map<string, string>();
  for (const text of given) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new UsageError('--claim takes NAME=VALUE.');
    if (claims.has(name) || Object.hasOwn(taken, name)) {
      throw new UsageError(`The claim ${name} is given twice; a policy has one value for each.`);
    }
    claims.set(name, value);
  }
  return Object.fromEntries(claims);
}
