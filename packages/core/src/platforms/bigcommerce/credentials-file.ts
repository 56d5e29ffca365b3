// Reads the text file that BigCommerce offers for download when a store-level API account is made.
import { diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';

/** What a connection needs of an API account. The client secret is not needed, so it is not here. */
export interface Credentials<Sealed> {
  readonly storeHash: string;
  readonly clientId: string;
  readonly accessToken: Sealed;
  /** The API account's name, if the file says it. */
  readonly name?: string;
}

const MAX_LENGTH = 64 * 1024;

/** The keys in the order in which messages name them; a space stands for any run of spaces, `_` and `-`. */
const KEYS = ['ACCESS TOKEN', 'CLIENT ID', 'CLIENT SECRET', 'API PATH', 'NAME'] as const;
const REQUIRED = ['ACCESS TOKEN', 'CLIENT ID', 'API PATH'] as const;
type Key = (typeof KEYS)[number];

/** A known key with its separator. No two quantifiers compete for a character, so the time is linear. */
const keyPattern = new RegExp(
  `(?<![^\\s"'{,;|])(${KEYS.map((key) => key.replace(' ', '[\\s_-]*')).join('|')})["']?\\s*[:=]`,
  'gi',
);
/** With `v2`, `v3` or no version behind it. */
const storeHashPattern = /\/stores\/([a-z0-9]+)(?=[/?#]|$)/i;

/**
 * Reads the credentials by key, since copies are about with one pair a line and with all pairs on one line.
 *
 * @param seal wraps the access token, so that no plain copy of it leaves this function
 */
export function parseCredentials<Sealed>(
  text: string,
  seal: (accessToken: string) => Sealed,
): Outcome<Credentials<Sealed>> {
  if (text.length > MAX_LENGTH) return unreadable('The file is too large for one that holds credentials.');
  const { values, ambiguous } = readPairs(text);
  if (values.size === 0)
    return unreadable('The file holds none of the keys that BigCommerce writes into it.');
  if (ambiguous) return severalAccounts(ambiguous);

  const accessToken = values.get('ACCESS TOKEN');
  const clientId = values.get('CLIENT ID');
  const apiPath = values.get('API PATH');
  const storeHash = storeHashPattern.exec(apiPath ?? '')?.[1]?.toLowerCase();
  if (!accessToken || !clientId || !storeHash) {
    const missing = REQUIRED.filter((key) => !values.get(key));
    return incomplete(missing, Boolean(apiPath) && !storeHash);
  }
  const name = values.get('NAME');
  return {
    value: { storeHash, clientId, accessToken: seal(accessToken), ...(name ? { name } : {}) },
    diagnostics: [],
  };
}

/** The values of the known keys, and a key that has two different ones. The client secret is only passed over. */
function readPairs(text: string): { values: Map<Key, string>; ambiguous?: Key } {
  const values = new Map<Key, string>();
  let ambiguous: Key | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const found = keysIn(line);
    for (const [index, { key, end }] of found.entries()) {
      const value = readValue(key, line.slice(end, found[index + 1]?.start));
      const earlier = values.get(key);
      if (earlier && value && earlier !== value && key !== 'NAME') ambiguous ??= key;
      if (!earlier) values.set(key, key === 'CLIENT SECRET' ? '' : value);
    }
  }
  return { values, ...(ambiguous ? { ambiguous } : {}) };
}

function keysIn(line: string): { key: Key; start: number; end: number }[] {
  const found: { key: Key; start: number; end: number }[] = [];
  const firstWord = line.search(/\w/);
  for (const match of line.matchAll(keyPattern)) {
    const letters = (match[1] ?? '').replace(/[\s_-]+/g, '').toUpperCase();
    const key = KEYS.find((candidate) => candidate.replace(' ', '') === letters);
    // “STORE NAME: …” is another key; only behind a pair can a bare NAME stand in the middle of a line.
    const isPart = key === 'NAME' && found.length === 0 && firstWord < match.index;
    if (!key || isPart) continue;
    // In “"NAME": …” the opening quote belongs to the key, not to the value before it.
    const isQuoted = /["']\s*[:=]$/.test(match[0]);
    found.push({ key, start: match.index - (isQuoted ? 1 : 0), end: match.index + match[0].length });
  }
  return found;
}

/** Only a name may hold spaces: whatever follows the first word of another value belongs to an unknown key. */
function readValue(key: Key, rest: string): string {
  const text = rest.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = key === 'NAME' ? text.lastIndexOf(quote) : text.indexOf(quote, 1);
    if (end > 0) return text.slice(1, end).trim();
  }
  return key === 'NAME' ? text : (/^[^\s]+/.exec(text)?.[0] ?? '').replace(/[,;]$/, '');
}

function unreadable(what: string): Outcome<never> {
  const detail = `${what} It should hold lines such as “ACCESS TOKEN: …”, “CLIENT ID: …” and “API PATH: …”. BigCommerce offers it for download when an API account is made.`;
  const fix =
    'Name the file BigCommerceAPI-credentials-….txt that was downloaded. The control panel shows the credentials only once; if they are lost, make a new API account under Settings > Store-level API accounts.';
  return { diagnostics: [diagnostic('credentials-unreadable', { detail, fix })] };
}

function severalAccounts(key: Key): Outcome<never> {
  const detail = `The file holds two different values for ${key}, so it is not clear which credentials belong together.`;
  const fix = 'Leave only the credentials of one API account in the file.';
  return { diagnostics: [diagnostic('credentials-unreadable', { detail, fix })] };
}

function incomplete(missing: readonly Key[], pathWithoutHash: boolean): Outcome<never> {
  const sentences = [
    ...(missing.length > 0 ? [`The file has no value for ${enumerate(missing)}.`] : []),
    ...(pathWithoutHash
      ? [
          'The API PATH does not contain a store hash; it should look like https://api.bigcommerce.com/stores/{hash}/v3/.',
        ]
      : []),
  ];
  const fix =
    'Use the file as it was downloaded. BigCommerce does not show credentials again; if a value is lost, make a new API account under Settings > Store-level API accounts.';
  return { diagnostics: [diagnostic('credentials-incomplete', { detail: sentences.join(' '), fix })] };
}

function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}
