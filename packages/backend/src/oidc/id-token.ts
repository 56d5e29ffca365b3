// Verifies ID tokens: signature, algorithm, issuer and times. What their claims permit is decided by trust policies.
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Refusal } from '../refusal.ts';
import { IssuerUnreachable } from './issuer-keys.ts';

/** Signatures by a private key only: with a shared secret a public key would do as one. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
const CLOCK_TOLERANCE_SECONDS = 30;
/** Besides its own end: jobs of GitHub last six hours at most. */
const MAX_AGE_SECONDS = 6 * 3600;

/** The issuer that an ID token claims to be of; undefined if it is none. Nothing of it is verified yet. */
export function claimedIssuer(token: string): string | undefined {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' ? iss : undefined;
  } catch {
    return undefined;
  }
}

/** The claims of an ID token that this issuer signed and that is good now. */
export async function verifyIdToken(
  token: string,
  issuer: string,
  keys: JWTVerifyGetKey,
  now: Date,
): Promise<JWTPayload | Refusal> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      algorithms: [...ALGORITHMS],
      currentDate: now,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: MAX_AGE_SECONDS,
      requiredClaims: ['exp', 'iat', 'aud'],
    });
    return payload;
  } catch (error) {
    if (error instanceof IssuerUnreachable) {
      return {
        refused: 'issuer_unreachable',
        detail: `The keys of ${issuer} cannot be fetched: ${error.message}.`,
      };
    }
    return { refused: 'id_token_refused', detail: reasonOf(error) };
  }
}

/** By kind, for a message of the library could repeat what the token says. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return error.claim === 'iat' ? 'The ID token is too old.' : 'The ID token has expired.';
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const times = { nbf: 'is not valid yet', iat: 'was issued in the future' } as Record<string, string>;
    const known = error.reason === 'check_failed' ? times[error.claim] : undefined;
    return known ? `The ID token ${known}.` : `The ID token lacks a usable claim ${error.claim}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `The ID token is not signed by one of the algorithms ${ALGORITHMS.join(', ')}.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The ID token is signed by a key that its issuer does not name.';
  return 'The signature of the ID token is not that of its issuer.';
}
