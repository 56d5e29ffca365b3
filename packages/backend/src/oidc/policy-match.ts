// Holds the claims of a verified ID token against trust policies, and tells what does not fit.
import type { JWTPayload } from 'jose';
import { claimText, matchesPattern } from './claim-pattern.ts';
import { shown } from './origin-name.ts';
import { namesOwner } from './providers.ts';
import type { TrustedRole, TrustPolicy } from './trust-policy.ts';

const MAX_SHOWN = 200;
/** How many policies a message tells of. */
const MAX_POLICIES = 5;

/** The policy that gives the role that was asked for, or as much as there is; or why there is none, for people. */
export function choosePolicy(
  policies: readonly TrustPolicy[],
  claims: JWTPayload,
  asked: TrustedRole | undefined,
): { readonly policy: TrustPolicy; readonly role: TrustedRole } | { readonly mismatch: string } {
  const matching = policies.filter((policy) => mismatchOf(policy, claims) === undefined);
  // What suffices comes first, so that reading never needs a policy for writing where there is one for reading.
  const byRole = (role: TrustedRole) => matching.find((policy) => policy.role === role);
  const policy = asked === 'read' ? (byRole('read') ?? byRole('write')) : byRole('write');
  if (policy) return { policy, role: asked ?? policy.role };
  const reading = asked === undefined ? byRole('read') : undefined;
  if (reading) return { policy: reading, role: 'read' };
  const told = policies.slice(0, MAX_POLICIES).map((one) => {
    return `“${one.name}”: ${mismatchOf(one, claims) ?? `it gives the role ${one.role}`}.`;
  });
  const more = policies.length - told.length;
  const none = `No trust policy gives this job ${asked === undefined ? 'a token' : `the role ${asked}`}.`;
  return { mismatch: [none, ...told, ...(more > 0 ? [`Nor does any of ${more} more.`] : [])].join(' ') };
}

/** Undefined if the policy applies. Whoever is not of the project that it is for does not learn what it asks. */
function mismatchOf(
  { issuer, audience, claims: patterns }: TrustPolicy,
  claims: JWTPayload,
): string | undefined {
  const entries = Object.entries(patterns);
  const wrong = entries.filter(([claim, pattern]) => !matchesPattern(pattern, claims[claim]));
  const foreign = wrong.filter(([claim]) => namesOwner(issuer, claim));
  if (foreign.length > 0) {
    return foreign
      .map(([claim]) => `claim ${claim} is ${quoted(claims[claim])}, for which it is not`)
      .join('; ');
  }
  const isMeant = [claims.aud].flat().length === 1 && [claims.aud].flat()[0] === audience;
  const said = wrong.map(
    ([claim, pattern]) => `claim ${claim} is ${quoted(claims[claim])}; the policy asks for “${pattern}”`,
  );
  if (!isMeant) {
    said.unshift(
      `the audience is ${quoted([claims.aud].flat().join(', '))}; the policy asks for “${audience}”`,
    );
  }
  return said.length > 0 ? said.join('; ') : undefined;
}

function quoted(value: unknown): string {
  const text = claimText(value);
  if (text !== undefined) return `“${shown(text, MAX_SHOWN)}”`;
  return value === undefined ? 'missing' : 'not a text';
}
