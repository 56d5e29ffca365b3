// Finds out which token a request carries and whether it permits the operation.
import type { Operation } from '@flowlink/schema';
import type { Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { hashToken, permits, type StoredToken } from '../tokens/token.ts';

/** The last use is kept to the minute, which spares most requests a write. */
const USE_PRECISION_MS = 60_000;

/** The token, or why it does not do. Tokens are looked up by hash, so no comparison depends on the secret itself. */
export async function authenticate(
  store: Store,
  { role }: Operation,
  authorization: string | undefined,
  workspace: string | undefined,
  now: Date,
): Promise<StoredToken | Refusal> {
  const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1];
  const stored = token === undefined ? undefined : await store.tokenByHash(hashToken(token));
  if (!stored)
    return { refused: 'unauthorized', detail: 'Send a token of this backend: Authorization: Bearer fl_…' };
  if (stored.expires_at !== null && Date.parse(stored.expires_at) <= now.getTime()) {
    return { refused: 'unauthorized', detail: `The token “${stored.name}” expired at ${stored.expires_at}.` };
  }
  if (stored.workspace !== workspace) {
    return { refused: 'forbidden', detail: `The token “${stored.name}” is for another workspace.` };
  }
  if (role !== null && !permits(stored.role, role)) {
    return {
      refused: 'forbidden',
      detail: `The token “${stored.name}” has the role ${stored.role}; this needs ${role}.`,
    };
  }
  if (stored.last_used_at === null || now.getTime() - Date.parse(stored.last_used_at) > USE_PRECISION_MS) {
    await store.markTokenUsed(stored.id, now.toISOString());
  }
  return stored;
}
