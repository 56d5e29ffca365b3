// Trust policies: which ID tokens of which issuer are exchanged for tokens of a workspace. How they are checked before they are kept.
import { randomBytes } from 'node:crypto';
import { globProblem } from './claim-pattern.ts';
import { isSecureUrl } from './issuer-url.ts';
import { providerOf } from './providers.ts';

/** Taking locks away is for people: the role admin is never given to CI. */
export const trustedRoles = ['read', 'write'] as const;
export type TrustedRole = (typeof trustedRoles)[number];

/** What an ID token has to be for a token of the workspace. */
export interface TrustPolicy {
  readonly id: string;
  readonly workspace: string;
  /** For people; messages name the policy by it. */
  readonly name: string;
  readonly role: TrustedRole;
  /** As in the claim `iss`, character for character. */
  readonly issuer: string;
  /** The only value of the claim `aud`. */
  readonly audience: string;
  /** Patterns by claim; all of them have to match. */
  readonly claims: Readonly<Record<string, string>>;
  /** How long a token lives. */
  readonly lifetime_minutes: number;
  readonly created_at: string;
}

export type NewTrustPolicy = Omit<TrustPolicy, 'id' | 'created_at'>;

export const LIFETIME_MINUTES = { least: 5, most: 60, usual: 15 } as const;

const MAX_CLAIMS = 20;
const MAX_TEXT = 512;
/** They have flags of their own, or are checked of every ID token. */
const CHECKED_ANYWAY = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti'];

export function newTrustPolicy(policy: NewTrustPolicy, now: Date): TrustPolicy {
  return { id: `trust_${randomBytes(8).toString('hex')}`, ...policy, created_at: now.toISOString() };
}

/** Why a policy would trust more than was meant, or cannot work; undefined if it is as it should be. */
export function policyProblem(policy: NewTrustPolicy): string | undefined {
  const { name, issuer, audience, claims, lifetime_minutes: lifetime } = policy;
  if (!isPlainText(name, 100)) return 'The name has 1 to 100 printable characters.';
  if (!isSecureUrl(issuer)) {
    return 'The issuer is an https:// address without user, query and fragment, exactly as it stands in the claim iss.';
  }
  if (!isPlainText(audience, MAX_TEXT)) return 'The audience is a text such as https://flowlink.example.com.';
  if (!Number.isInteger(lifetime) || lifetime < LIFETIME_MINUTES.least || lifetime > LIFETIME_MINUTES.most) {
    return `The lifetime is a number of minutes from ${LIFETIME_MINUTES.least} to ${LIFETIME_MINUTES.most}.`;
  }
  if (Object.keys(claims).length > MAX_CLAIMS) return `A policy has at most ${MAX_CLAIMS} claims.`;
  for (const [claim, pattern] of Object.entries(claims)) {
    const problem = claimProblem(claim, pattern);
    if (problem) return problem;
  }
  return pinProblem(policy);
}

function claimProblem(claim: string, pattern: string): string | undefined {
  if (!/^[A-Za-z_][\w.:/-]{0,99}$/.test(claim)) return `“${claim}” cannot be the name of a claim.`;
  if (CHECKED_ANYWAY.includes(claim)) return `The claim ${claim} is checked in any case and cannot be given.`;
  if (!isPlainText(pattern, MAX_TEXT)) return `The claim ${claim} needs a value of printable characters.`;
  return globProblem(claim, pattern);
}

/** Issuer and audience alone would trust everybody who can get an ID token there. */
function pinProblem({ issuer, claims, role }: NewTrustPolicy): string | undefined {
  const provider = providerOf(issuer);
  const names = Object.keys(claims);
  if (!provider) {
    return names.length > 0
      ? undefined
      : 'A policy needs at least one claim: issuer and audience alone trust all who can get an ID token there.';
  }
  if (!names.some((claim) => provider.owners.includes(claim))) {
    return `${provider.title} gives ID tokens to everybody, with any audience. Pin whose they are with one of the claims ${provider.owners.join(', ')}.`;
  }
  if (role === 'write' && !names.some((claim) => provider.places.includes(claim))) {
    return `Without a branch or an environment ${provider.requests} could apply. Pin one of the claims ${provider.places.join(', ')}, or give the role read.`;
  }
  return undefined;
}

function isPlainText(text: string, most: number): boolean {
  return text.length > 0 && text.length <= most && text.trim() === text && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
