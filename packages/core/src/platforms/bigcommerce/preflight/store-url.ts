// Compares the declared store URL with the addresses that BigCommerce gives for the store.
import { contradicted, unverifiable, type Verdict, verified } from './verdict.ts';

/** What the answer of /v2/store says of the store, as far as a preflight compares it. */
export interface StoreInformation {
  readonly hash?: string;
  /** Comparable hosts of the storefront and the control panel. */
  readonly hosts: readonly string[];
}

/** Reads the parsed answer of /v2/store; what it lacks, or has in another form, is left out. */
export function storeInformation(answer: unknown): StoreInformation {
  const { id, domain, secure_url, control_panel_base_url } = (answer ?? {}) as Record<string, unknown>;
  const hosts = [domain, secure_url, control_panel_base_url].flatMap((address) => {
    const host = typeof address === 'string' ? comparableHost(address) : undefined;
    return host === undefined ? [] : [host];
  });
  const isHash = typeof id === 'string' && /^[a-z0-9]{1,64}$/.test(id);
  return { ...(isHash ? { hash: id } : {}), hosts: [...new Set(hosts)] };
}

/** Whether the store is at this URL; upper and lower case, scheme, `www.` and a trailing slash make no difference. */
export function checkStoreUrl(storeUrl: string, { hosts }: StoreInformation): Verdict {
  const declared = comparableHost(storeUrl);
  if (hosts.length === 0) return unverifiable('BigCommerce gave no address of the store.');
  if (declared !== undefined && hosts.includes(declared)) return verified;
  return contradicted(`BigCommerce says that the store is at ${hosts.join(', ')}.`);
}

/** The host of an address with or without scheme, in lower case and without `www.`; undefined if it has none. */
function comparableHost(address: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return undefined;
  const host = new URL(url).host.replace(/^www\./, '').replace(/\.$/, '');
  return /^[a-z0-9.-]{1,253}(:\d+)?$/.test(host) ? host : undefined;
}
