// The story of an exchange: an ID token of CI comes in, a short-lived token of the workspace goes out.
import type { ExchangedToken, TokenExchange } from '@flowlink/schema';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { issueToken, OWN_NAME } from '../tokens/issue-token.ts';
import { endOf, hashToken, type StoredToken } from '../tokens/token.ts';
import { claimedIssuer, verifyIdToken } from './id-token.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { originName } from './origin-name.ts';
import { choosePolicy } from './policy-match.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** How long an expired token is kept, so that a client is told that it expired and not that it is unknown. */
const KEPT_MS = 3_600_000;

/**
 * Gives a token, or says why not. Nothing is said of the claims before the signature was verified, and nothing tells a
 * workspace without policies from one that does not exist.
 */
export async function exchangeToken(
  store: Store,
  keys: IssuerKeys,
  workspace: string,
  { id_token, role: asked, renew }: TokenExchange,
  now: Date,
): Promise<ExchangedToken | Refusal> {
  const issuer = claimedIssuer(id_token);
  const policies = (await store.trustPolicies(workspace)).filter((policy) => policy.issuer === issuer);
  if (issuer === undefined || policies.length === 0) {
    return {
      refused: 'id_token_refused',
      detail: 'No trust policy of the workspace names the issuer of this ID token.',
    };
  }
  const claims = await verifyIdToken(id_token, issuer, keys.of(issuer, now), now);
  if (isRefusal(claims)) return claims;
  const chosen = choosePolicy(policies, claims, asked);
  if ('mismatch' in chosen) return { refused: 'id_token_refused', detail: chosen.mismatch };

  const { policy, role } = chosen;
  await store.removeIssuedTokens(new Date(now.getTime() - KEPT_MS).toISOString());
  const life = policy.lifetime_minutes * 60;
  const expires_at = new Date(now.getTime() + life * 1000).toISOString();
  const issue = { workspace, role, name: originName(issuer, claims), policy: policy.id, expires_at };
  const told = { expires_at, expires_in: life, role, name: issue.name };
  if (renew !== undefined && (await goesOn(store, renew, issue, now))) return { token: renew, ...told };
  const by = { token: OWN_NAME, user: issue.name };
  const { token } = await issueToken(store, { ...issue, source: 'oidc' }, by, now);
  return { token, ...told };
}

type Issue = Pick<StoredToken, 'workspace' | 'role' | 'name' | 'policy' | 'expires_at'> & {
  readonly policy: TrustPolicy['id'];
};

/** Extends a token of the same job that is still good, so that its lock and its run stay its own. @returns whether there is one */
async function goesOn(store: Store, token: string, issue: Issue, now: Date): Promise<boolean> {
  const present = await store.tokenByHash(hashToken(token));
  const isSame =
    present?.workspace === issue.workspace &&
    present.role === issue.role &&
    present.name === issue.name &&
    present.policy === issue.policy;
  if (!isSame || endOf(present, now)) return false;
  return store.extendToken(present.id, issue.expires_at ?? '');
}
