// Says what is wrong with a store hash that has not the form of one, and what it was probably meant to be.

/** The hash hidden in an API path, a control-panel address, a `store-` prefix or braces, if there is one. */
function storeHashIn(text: string): string | undefined {
  const trimmed = text.trim();
  const candidates = [
    /\/stores\/([a-z0-9]+)(?:\/|$)/i,
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

/**
 * @param text what stands where the store hash should
 * @returns what is wrong, and the corrected value where it can be derived
 */
export function explainStoreHash(text: string): { detail: string; fix: string } {
  const hash = storeHashIn(text);
  const fix = hash
    ? `Write \`store_hash: ${hash}\`.`
    : 'Take the letters and digits between /stores/ and /v3/ in the API path that the control panel shows.';
  return { detail: `${mistake(text)} The store hash itself has lower-case letters and digits only.`, fix };
}

function mistake(text: string): string {
  if (/\/stores\//.test(text)) return 'This is the whole API path.';
  if (/^https?:/.test(text) || /\.mybigcommerce\.com/.test(text))
    return 'This is an address, not the store hash.';
  if (/^store-/i.test(text))
    return 'The prefix “store-” belongs to the control panel’s address, not to the store hash.';
  if (/^\{.*\}$/.test(text)) return 'The braces are a placeholder’s and do not belong to the store hash.';
  return `“${text}” is not a store hash.`;
}
