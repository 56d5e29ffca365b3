// Tokens: how they are made, stored and what they permit.
import { hash, randomBytes } from 'node:crypto';

/** Each role includes those before it. */
export const roles = ['read', 'write', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Which way a token came: `flowlink-backend token create`, the program that a backend runs in, or an ID token of CI. */
export type TokenSource = 'cli' | 'embedding' | 'oidc';

/** A token at rest: its hash and what it permits, never the token. It stays when the token has ended, unless a trust policy gave it. */
export interface StoredToken {
  readonly id: string;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
  readonly name: string;
  readonly workspace: string;
  readonly role: Role;
  readonly source: TokenSource;
  readonly created_at: string;
  readonly last_used_at: string | null;
  /** From this time on it does not do any more; null if it does not expire. */
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  /** The trust policy that it was given by; null if a person made it. */
  readonly policy: string | null;
}

/** What somebody wants a token for. */
export interface WantedToken extends Pick<StoredToken, 'workspace' | 'role' | 'name'> {
  readonly source?: TokenSource;
  readonly expires_at?: string | null;
  readonly policy?: string;
}

/** A new token; it is shown once and cannot be told from its hash. */
export function newToken(
  { workspace, role, name, source = 'cli', expires_at = null, policy }: WantedToken,
  now: Date,
): { token: string; stored: StoredToken } {
  const token = `fl_${randomBytes(32).toString('base64url')}`;
  const id = `tok_${randomBytes(8).toString('hex')}`;
  const stored = {
    id,
    hash: hashToken(token),
    name,
    workspace,
    role,
    source,
    created_at: now.toISOString(),
    last_used_at: null,
    expires_at,
    revoked_at: null,
    policy: policy ?? null,
  };
  return { token, stored };
}

/** SHA-256 suffices: tokens are 32 random bytes, so there is nothing to guess. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}

export function permits(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** How long before its end a token is told to end soon. One that was made for less is not. */
const SOON_MS = 7 * 24 * 3_600_000;

/** When the token expires, if that is soon. */
export function endsSoon({ created_at, expires_at }: StoredToken, now: Date): string | undefined {
  if (expires_at === null) return undefined;
  const end = Date.parse(expires_at);
  return end - Date.parse(created_at) > SOON_MS && end - now.getTime() <= SOON_MS ? expires_at : undefined;
}

/** How and when a token ended; undefined while it does. What was revoked stays revoked, whenever it would have expired. */
export function endOf(
  { expires_at, revoked_at }: Pick<StoredToken, 'expires_at' | 'revoked_at'>,
  now: Date,
): { readonly by: 'expiry' | 'revocation'; readonly at: string } | undefined {
  if (revoked_at !== null) return { by: 'revocation', at: revoked_at };
  if (expires_at !== null && Date.parse(expires_at) <= now.getTime()) return { by: 'expiry', at: expires_at };
  return undefined;
}
