// Compares the declared client ID with the webhooks of the API account that the token belongs to.
import type { Reading } from './reading.ts';
import { contradicted, unverifiable, type Verdict, verified } from './verdict.ts';

/**
 * BigCommerce does not look at the client ID of a request, so only a webhook can prove it: an API account sees no
 * webhooks but its own, and each carries the client ID of its maker.
 *
 * @param hooks the answer to the list of webhooks
 */
export function checkClientId(clientId: string, hooks: Reading | undefined): Verdict {
  const makers = hooks?.kind === 'granted' ? makersOf(hooks.json) : [];
  if (makers.includes(clientId)) return verified;
  // More than one maker would mean that the list is not of one account after all.
  if (new Set(makers).size === 1) return contradicted('The webhooks of the API account carry another one.');
  return unverifiable('BigCommerce does not check it, and no webhook of the API account proves it.');
}

function makersOf(answer: unknown): string[] {
  const { data } = (answer ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) return [];
  return data.flatMap((hook: unknown) => {
    const { client_id } = (hook ?? {}) as { client_id?: unknown };
    return typeof client_id === 'string' && client_id !== '' ? [client_id] : [];
  });
}
