// Tokens: how they are made, stored and what they permit.
import { createHash, randomBytes } from 'node:crypto';

/** Each role includes those before it. */
export const roles = ['read', 'write', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A token at rest: its hash and what it permits, never the token. */
export interface StoredToken {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly workspace: string;
  readonly role: Role;
  readonly created_at: string;
  readonly last_used_at: string | null;
  /** From then on it is refused; null if it never is. */
  readonly expires_at: string | null;
  /** The trust policy that it was given by; null if a person made it. */
  readonly policy: string | null;
}

/** A new token; it is shown once and cannot be told from its hash. */
export function newToken(
  {
    workspace,
    role,
    name,
    expires_at = null,
    policy = null,
  }: Pick<StoredToken, 'workspace' | 'role' | 'name'> & Partial<Pick<StoredToken, 'expires_at' | 'policy'>>,
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
    created_at: now.toISOString(),
    last_used_at: null,
    expires_at,
    policy,
  };
  return { token, stored };
}

/** SHA-256 suffices: tokens are 32 random bytes, so there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function permits(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
