// Attempts that were denied, as they are kept: who tried what, and how often.

/** Why an attempt was denied; the words are stable, for programs. */
export type DenialReason =
  | 'token_missing'
  | 'token_unknown'
  | 'token_expired'
  | 'token_revoked'
  | 'workspace_foreign'
  | 'role_insufficient'
  /** The operation itself refused, such as to take away the lock of another token. */
  | 'not_permitted'
  /** No trust policy gives a token for the ID token that was sent, or it is no good. */
  | 'id_token_refused';

/** One attempt that was denied, or several that are alike. What is null is not known, or differs among them. */
export interface Denial {
  /** When the last of them was. */
  readonly at: string;
  readonly first_at: string;
  readonly count: number;
  readonly reason: DenialReason;
  /** The operation of the contract. */
  readonly operation: string | null;
  /** The workspace that was addressed, which need not exist. */
  readonly workspace: string | null;
  /** The token that was sent, if it is one of this backend. It may be of another workspace. */
  readonly token: { readonly id: string; readonly name: string } | null;
  /** The client's network address, as the backend sees it. */
  readonly address: string | null;
}
