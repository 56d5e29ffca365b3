// What the exchange of an ID token for a token of the workspace does.
import type { TokenExchange } from '@flowlink/schema';
import { isRefusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { type Handlers, ok, workspaceOf } from './call.ts';

export function exchangeHandlers(store: Store) {
  let loading: ReturnType<typeof loadExchange> | undefined;
  return {
    async exchangeToken(call) {
      loading ??= loadExchange();
      const { exchangeToken, keys } = await loading;
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

/** With the first exchange: most backends never see one, and what verifies ID tokens is a fifth of a start. */
async function loadExchange() {
  const [{ exchangeToken }, { IssuerKeys }] = await Promise.all([
    import('../oidc/exchange.ts'),
    import('../oidc/issuer-keys.ts'),
  ]);
  return { exchangeToken, keys: new IssuerKeys() };
}
