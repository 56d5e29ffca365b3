// Recognises client IDs and access tokens that have not the form of one, or the form of something else.
import type { ConnectionConfig } from '@flowlink/schema';
import type { FormatFinding } from '../../platform.ts';

/** The form in all recent examples; older accounts may have others. */
const USUAL = /^[a-z0-9]{31}$/;
const LENGTH = '31 lower-case letters and digits';

export function checkClientId(text: string): FormatFinding | undefined {
  if (USUAL.test(text)) return undefined;
  return {
    code: 'odd-client-id',
    detail: `Client IDs have ${LENGTH} in all recent examples. This one has ${/^[a-z0-9]*$/.test(text) ? `${text.length} of them` : 'other characters'}.`,
    fix: 'Check it: take the CLIENT ID from the same file of credentials as the access token.',
  };
}

/** The name of a variable can give away that the wrong line of the file of credentials was copied. */
export function checkTokenVariable(env: string): FormatFinding | undefined {
  const kind = /CLIENT_?SECRET/i.test(env)
    ? 'a client secret, which FlowLink does not need'
    : /STENCIL/i.test(env)
      ? 'a token for the Stencil CLI, which permits themes only'
      : /STOREFRONT/i.test(env)
        ? 'a Storefront API token, which is for the browsers of shoppers'
        : undefined;
  if (kind === undefined) return undefined;
  return {
    code: 'odd-access-token',
    detail: `By its name ${env} holds ${kind}.`,
    fix: 'Name a variable that holds the ACCESS TOKEN from the file of credentials.',
  };
}

/** @param value the access token; no sentence repeats it */
export function checkAccessToken(value: string, config: ConnectionConfig): FormatFinding | undefined {
  if (/^[0-9a-f]{40}$/i.test(value)) return wrongKind('a legacy API token (40 hexadecimal digits)');
  if (/^eyJ[\w-]*\./.test(value)) return wrongKind('a Storefront API token (a JSON Web Token, “eyJ…”)');
  if (value === config.client_id) return wrongKind('the client ID');
  if (value === config.store_hash) return wrongKind('the store hash');
  // Such a value cannot be sent in a header at all.
  if (/[^\x21-\x7e]/.test(value)) return wrongKind('text with characters that no access token has');
  if (USUAL.test(value)) return undefined;
  const secret = /^[0-9a-f]{64}$/.test(value) ? ' This one looks like a client secret.' : '';
  return {
    code: 'odd-access-token',
    detail: `Access tokens have ${LENGTH} in all recent examples; this one has another form.${secret}`,
    fix: 'Check that it is the ACCESS TOKEN from the file of credentials, copied as a whole.',
  };
}

function wrongKind(kind: string): FormatFinding {
  return {
    code: 'wrong-kind-of-token',
    detail: `It is ${kind}, not the access token of a store-level API account.`,
    fix: 'Make a store-level API account (Settings > Store-level API accounts, type “V2/V3 API token”) and use its ACCESS TOKEN.',
  };
}
