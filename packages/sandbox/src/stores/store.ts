// What a store of the sandbox is: what BigCommerce would know of it, as far as a preflight can see.
import type { Scope } from '@flowlink/schema';

/** Requests in 30 seconds, by plan (BigCommerce's documentation of rate limits). */
export const quotas = { standard: 150, plus: 150, pro: 450 } as const;

export type Plan = keyof typeof quotas;

export interface SandboxStore {
  readonly hash: string;
  /** A host name, for example `acme-us.mybigcommerce.com`. */
  readonly domain: string;
  readonly secure_url: string;
  /** `https://store-{hash}.mybigcommerce.com` at BigCommerce. */
  readonly control_panel_base_url: string;
  readonly plan: Plan;
  /** How many orders it holds. */
  readonly orders: number;
  /** Its webhooks, each visible only to the API account that made it. */
  readonly hooks: readonly { readonly client_id: string }[];
  /** Its API accounts. */
  readonly accounts: readonly Account[];
}

export interface Account {
  readonly client_id: string;
  readonly access_token: string;
  readonly scopes: readonly Scope[];
}
