// Finds out which token a request carries and whether it permits the operation, and records what is denied.
import { timingSafeEqual } from 'node:crypto';
import type { DenialReason } from '../audit/denial.ts';
import type { Denials } from '../audit/denials.ts';
import type { Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { endOf, hashToken, permits, type Role, type StoredToken } from '../tokens/token.ts';

/** The last use is kept to the minute, which spares most requests a write. */
const USE_PRECISION_MS = 60_000;

/** What somebody tries to do. */
export interface Attempt {
  /** The operation of the contract, and the role that it needs. */
  readonly operation: string;
  readonly role: Role;
  readonly workspace: string;
  /** The header. */
  readonly authorization: string | undefined;
  /** The client's network address. */
  readonly address: string;
  readonly now: Date;
}

/**
 * The token, or why it does not do. Whatever is wrong with the token, one look-up is made: the time that an answer
 * takes does not tell a token that never was from one that ended.
 */
export async function authenticate(
  store: Store,
  denials: Denials,
  attempt: Attempt,
): Promise<StoredToken | Refusal> {
  const { authorization, now } = attempt;
  const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1] ?? '';
  const stored = await tokenOf(store, token);
  const judged = judge(stored, attempt);
  if ('reason' in judged) {
    await recordDenial(denials, attempt, judged.reason, stored);
    return judged.refusal;
  }
  const { id, last_used_at } = judged;
  if (last_used_at === null || now.getTime() - Date.parse(last_used_at) > USE_PRECISION_MS) {
    await store.markTokenUsed(id, now.toISOString());
  }
  return judged;
}

/** Records an attempt that was denied, here or by the operation itself. */
export async function recordDenial(
  denials: Denials,
  { operation, workspace, address, now }: Pick<Attempt, 'operation' | 'workspace' | 'address' | 'now'>,
  reason: DenialReason,
  token: StoredToken | undefined,
): Promise<void> {
  await denials.add({ reason, operation, workspace, token: token ?? null, address }, now);
}

/**
 * Looks the token up by its hash. How long that takes depends on the hash, and who does not have the token cannot choose
 * what it hashes to; so nothing can be learnt from it about the tokens that there are.
 */
async function tokenOf(store: Store, token: string): Promise<StoredToken | undefined> {
  const hash = hashToken(token);
  const found = await store.tokenByHash(hash);
  return found && timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)) ? found : undefined;
}

/** The words tell nothing of other tokens and workspaces, nor whether they exist. */
function judge(
  token: StoredToken | undefined,
  { role, workspace, authorization, now }: Attempt,
): StoredToken | { readonly reason: DenialReason; readonly refusal: Refusal } {
  if (token === undefined) {
    const detail = 'Send a token of this backend: Authorization: Bearer fl_…';
    const reason = authorization === undefined ? 'token_missing' : 'token_unknown';
    return { reason, refusal: { refused: 'unauthorized', detail } };
  }
  const { name } = token;
  const ended = endOf(token, now);
  if (ended?.by === 'revocation') {
    const detail = `The token “${name}” was revoked at ${ended.at}.`;
    return { reason: 'token_revoked', refusal: { refused: 'unauthorized', detail, ended } };
  }
  if (ended) {
    const detail = `The token “${name}” expired at ${ended.at}.`;
    return { reason: 'token_expired', refusal: { refused: 'unauthorized', detail, ended } };
  }
  if (token.workspace !== workspace) {
    const detail = `The token “${name}” is for another workspace.`;
    return { reason: 'workspace_foreign', refusal: { refused: 'forbidden', detail } };
  }
  if (!permits(token.role, role)) {
    const detail = `The token “${name}” has the role ${token.role}; this needs ${role}.`;
    return { reason: 'role_insufficient', refusal: { refused: 'forbidden', detail } };
  }
  return token;
}
