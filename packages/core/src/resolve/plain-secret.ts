// Whether a token can be sent as it is.

/** Tokens travel in header fields, which hold neither line breaks nor characters beyond ASCII. */
export function isPlainSecret(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}
