// Says what is wrong with the form of a store hash, and what it was probably meant to be.
import type { FormatFinding } from '../../platform.ts';

const FORM = 'A store hash has lower-case letters and digits only.';
const WHERE =
  'Take the letters and digits between /stores/ and /v3/ in the API path that the control panel shows.';

/** The shortest and the longest hash that have been seen. */
const USUAL_LENGTH = { min: 5, max: 12 };

/** Refuses what cannot be a hash; wonders at a length that no known one has. */
export function checkStoreHash(text: string): FormatFinding | undefined {
  if (/^[a-z0-9]+$/.test(text)) return checkLength(text.length);
  const hash = storeHashIn(text);
  return {
    code: 'invalid-store-hash',
    detail: `${mistake(text)} ${FORM}`,
    fix: WHERE,
    ...(hash === undefined ? {} : { replacement: hash }),
  };
}

function checkLength(length: number): FormatFinding | undefined {
  if (length >= USUAL_LENGTH.min && length <= USUAL_LENGTH.max) return undefined;
  return {
    code: 'odd-store-hash',
    detail: `This has ${length} ${length === 1 ? 'character' : 'characters'}; the store hashes that are known have ${USUAL_LENGTH.min} to ${USUAL_LENGTH.max}.`,
    fix: `Check it. ${WHERE}`,
  };
}

/** The hash hidden in an API path, a control-panel address, a `store-` prefix or braces, if there is one. */
export function storeHashIn(text: string): string | undefined {
  const trimmed = text.trim();
  const candidates = [
    /\/?stores\/([a-z0-9]+)(?:\/|$)/i,
    /^(?:https?:\/\/)?store-([a-z0-9]+)(?:[./]|$)/i,
    /^\{([a-z0-9]+)\}$/i,
    /^([a-z0-9]+)$/i,
  ];
  for (const candidate of candidates) {
    const hash = candidate.exec(trimmed)?.[1];
    if (hash) return hash.toLowerCase();
  }
  return undefined;
}

function mistake(text: string): string {
  if (/stores\//i.test(text)) return 'This is the whole API path.';
  if (/^(?:https?:\/\/)?store-[a-z0-9]+\./i.test(text)) return 'This is the control panel’s address.';
  if (/^https?:/i.test(text) || /\.mybigcommerce\.com/i.test(text))
    return 'This is an address, not the store hash.';
  if (/^store-/i.test(text))
    return 'The prefix “store-” belongs to the control panel’s address, not to the store hash.';
  if (/^\{.*\}$/.test(text)) return 'The braces are a placeholder’s and do not belong to the store hash.';
  if (/^[a-z0-9]+$/i.test(text)) return 'This has upper-case letters.';
  if (/^\s|\s$/.test(text)) return 'This has white space around it.';
  return 'This is not a store hash.';
}
