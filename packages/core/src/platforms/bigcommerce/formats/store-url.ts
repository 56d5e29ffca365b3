// Says what is wrong with the form of a store URL, and what it was probably meant to be.
import type { Finding, FormatFinding } from '../../platform.ts';
import { storeHashIn } from './store-hash.ts';

const WHERE =
  'Take the address at which the store is open to visitors, for example https://acme-us.mybigcommerce.com.';

/** Refuses what is no store’s address; points out what makes the same address look like another one. */
export function checkStoreUrl(text: string): FormatFinding | undefined {
  const trimmed = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const url = parse(hasScheme ? trimmed : `https://${trimmed}`);
  if (!url) return invalid('This is not the address of a website.');
  if (!/^https?:$/.test(url.protocol))
    return invalid('A store is on the web: its address begins with https://.');
  if (url.hostname === 'api.bigcommerce.com')
    return invalid('This is the API path, not the store’s address.');
  if (url.hostname === 'login.bigcommerce.com')
    return invalid('This is where the people who run the store log in, not the store’s address.');
  // The default port of http is none of https.
  const plain = new URL(`https://${url.host}`).origin;
  if (!hasScheme) return invalid('The address lacks https:// at its beginning.', plain);
  if (url.username || url.password) return invalid('No name or password belongs into the address.', plain);
  if (url.pathname !== '/' || url.search || url.hash)
    return invalid(
      'The store’s address ends with its host: a path such as /manage belongs to one page.',
      plain,
    );
  return trimmed === plain && text === trimmed ? undefined : untidy(trimmed, url, plain);
}

/** A control panel's address holds the store hash, so that the two can be compared. */
export function compareUrlWithHash(fields: Readonly<Record<string, unknown>>): Finding[] {
  const { store_url, store_hash } = fields;
  if (typeof store_url !== 'string' || typeof store_hash !== 'string') return [];
  const host = parse(store_url)?.hostname ?? '';
  const hash = /^store-[a-z0-9]+\.mybigcommerce\.com$/.test(host) ? storeHashIn(host) : undefined;
  if (hash === undefined || hash === store_hash) return [];
  return [
    {
      code: 'store-url-mismatch',
      path: ['store_url'],
      detail:
        'Hosts such as store-{hash}.mybigcommerce.com name a store by its hash, and this one is not that of store_hash.',
      fix: 'Correct the one that is wrong, unless the store only chose a name that looks like it; `flowlink verify` tells.',
      related: [{ path: ['store_hash'], message: 'the store hash is here' }],
    },
  ];
}

function parse(text: string): URL | undefined {
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isName = /[a-z]/.test(url.hostname) && (url.hostname.includes('.') || url.hostname === 'localhost');
  return isName ? url : undefined;
}

function invalid(detail: string, replacement?: string): FormatFinding {
  return {
    code: 'invalid-store-url',
    detail,
    fix: WHERE,
    ...(replacement === undefined ? {} : { replacement }),
  };
}

function untidy(text: string, url: URL, plain: string): FormatFinding {
  const reasons = [
    ...(url.protocol === 'http:'
      ? ['It begins with http, and BigCommerce answers that with a redirect to https.']
      : []),
    ...(text.endsWith('/')
      ? ['It ends with a slash, which makes the same address look like another one.']
      : []),
  ];
  return {
    code: 'untidy-store-url',
    detail:
      reasons.length > 0
        ? reasons.join(' ')
        : 'It has white space around it, upper-case letters, or a port that https has anyway.',
    fix: 'Write it as https:// and the host.',
    replacement: plain,
  };
}
