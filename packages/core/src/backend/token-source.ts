// Where the tokens of requests come from: one that is given, or short-lived ones that are obtained when they are needed.
import type { ExchangedToken, TokenExchange } from '@flowlink/schema';
import type { Clock } from '../clock.ts';
import type { Result, Revealable } from './port.ts';

/** What a token has to permit. */
export type TokenRole = NonNullable<TokenExchange['role']>;

export interface TokenSource {
  /** A token that permits at least that. */
  tokenFor(role: TokenRole): Promise<Result<Revealable>>;
  /** Is told of a token that the backend does not accept. @returns whether there may be another one */
  rejected(token: Revealable): boolean;
}

/** The same token for everything. */
export function fixedToken(token: Revealable): TokenSource {
  return { tokenFor: async () => ({ ok: true, value: token }), rejected: () => false };
}

/** Exchanges an ID token for a token, or goes on with an earlier one. */
export type Exchange = (role: TokenRole | undefined, renew?: Revealable) => Promise<Result<ExchangedToken>>;

/** A token is renewed when this part of its life is over. */
const RENEWED_AFTER = 0.7;
/** How soon a renewal that failed is tried again while the token is still good. */
const RETRY_MS = 15_000;

interface Held {
  readonly token: Revealable;
  renewAt: number;
  readonly endsAt: number;
}

/** Tokens with no more than the role that is needed, obtained before the first request and renewed before they end. */
export function exchangedTokens(exchange: Exchange, clock: Clock): TokenSource {
  const held = new Map<TokenRole, Held>();
  const underWay = new Map<TokenRole, Promise<Result<Revealable>>>();
  const now = () => clock.now().getTime();

  const obtain = async (role: TokenRole): Promise<Result<Revealable>> => {
    const present = held.get(role);
    const isGood = present !== undefined && now() < present.endsAt;
    const asked = now();
    const exchanged = await exchange(role, isGood ? present.token : undefined);
    if (!exchanged.ok) {
      if (!present || now() >= present.endsAt) return exchanged;
      present.renewAt = now() + RETRY_MS;
      return { ok: true, value: present.token };
    }
    // Seconds from the request on, so that it does not matter whether the backend's clock is the same.
    const { token: text, expires_in } = exchanged.value;
    // In a closure: nothing that prints, logs or serialises it shows it.
    const token = present?.token.reveal() === text ? present.token : { reveal: () => text };
    const life = expires_in * 1000;
    held.set(role, { token, renewAt: asked + life * RENEWED_AFTER, endsAt: asked + life });
    return { ok: true, value: token };
  };

  return {
    async tokenFor(needed) {
      // Whoever may write may read.
      const role = held.has('write') ? 'write' : needed;
      const present = held.get(role);
      if (present && now() < present.renewAt) return { ok: true, value: present.token };
      const waiting = underWay.get(role) ?? obtain(role).finally(() => underWay.delete(role));
      underWay.set(role, waiting);
      return waiting;
    },
    rejected(token) {
      for (const [role, present] of held) if (present.token === token) held.delete(role);
      return true;
    },
  };
}
