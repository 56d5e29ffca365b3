// What the exchange of an ID token for a token of the workspace does.
import type { TokenExchange } from '@flowlink/schema';
import { exchangeToken } from '../oidc/exchange.ts';
import type { IssuerKeys } from '../oidc/issuer-keys.ts';
import { isRefusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { type Handlers, ok, workspaceOf } from './call.ts';

export function exchangeHandlers(store: Store, keys: IssuerKeys) {
  return {
    async exchangeToken(call) {
      const exchanged = await exchangeToken(
        store,
        keys,
        workspaceOf(call),
        call.body as TokenExchange,
        call.now,
      );
      return isRefusal(exchanged) ? exchanged : ok(exchanged);
    },
  } satisfies Partial<Handlers>;
}
