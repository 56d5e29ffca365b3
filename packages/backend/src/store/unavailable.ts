// Tells a database that cannot be asked right now from a mistake in what it was asked.

/** What the network, the driver and PostgreSQL itself call it. */
const CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  // Shut down, crashed, starting up, and no room for another connection.
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** @param error what a store threw; whatever was under way was not done, or nobody knows */
export function isUnavailable(error: Error & { readonly code?: string }): boolean {
  return error.code !== undefined && CODES.has(error.code);
}
