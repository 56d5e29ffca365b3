// Headers of every answer: nothing is kept, guessed at, shown in a page or read by another site's script.

export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** For answers that a trusted proxy passes on over TLS: never again without it, for a year. */
export const overTls: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000',
};
