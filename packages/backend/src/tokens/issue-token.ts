// Creates and revokes tokens. Both are writes, so each is saved together with its entry in the audit trail.
import type { Actor } from '@flowlink/schema';
import { tokenEntry } from '../audit/audit-entry.ts';
import type { Store } from '../store/store.ts';
import { newToken, type StoredToken, type WantedToken } from './token.ts';

/** What the audit trail says of what was done without a token; no token has this name. */
export const OWN_NAME = 'flowlink-backend';

/** @returns the token itself too, which is kept nowhere */
export async function issueToken(
  store: Store,
  wanted: WantedToken,
  by: Actor,
  now: Date,
): Promise<{ token: string; stored: StoredToken }> {
  const made = newToken(wanted, now);
  await store.transaction(wanted.workspace, async (tx) => {
    await tx.saveToken(made.stored);
    await tx.addAuditEntry(wanted.workspace, tokenEntry('token_created', made.stored, by, now));
  });
  return made;
}

/**
 * Takes effect with the next request, for every request looks the token up.
 *
 * @returns the token as it was before; undefined if there is none
 */
export async function revokeToken(
  store: Store,
  id: string,
  by: Actor,
  now: Date,
): Promise<StoredToken | undefined> {
  const token = await store.token(id);
  if (token === undefined) return undefined;
  await store.transaction(token.workspace, async (tx) => {
    // Only the first of two revocations that meet is one.
    if (!(await tx.revokeToken(id, now.toISOString()))) return;
    await tx.addAuditEntry(token.workspace, tokenEntry('token_revoked', token, by, now));
  });
  return token;
}
