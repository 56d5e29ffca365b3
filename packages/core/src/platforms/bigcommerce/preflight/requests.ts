// How a BigCommerce store is asked, and what its headers say about how soon it may be asked again.
import type { RateLimit, Secrets } from '../../platform.ts';

/** @param apiUrl of BigCommerce's API or a sandbox, with or without a trailing slash */
export function storeApi(apiUrl: string, storeHash: string): string {
  return `${apiUrl.replace(/\/+$/, '')}/stores/${storeHash}`;
}

/** The token goes nowhere else. */
export function requestHeaders({ access_token }: Secrets): Record<string, string> {
  return { 'X-Auth-Token': access_token?.secret.reveal() ?? '', Accept: 'application/json' };
}

/**
 * Reads `X-Rate-Limit-Requests-Left`, `X-Rate-Limit-Time-Reset-Ms` (milliseconds) and `X-Retry-After` (seconds).
 * Headers that are missing or not numbers are left out: platform load is refused with 429 without any of them.
 * Source: BigCommerce's page on API rate limits, April 2026.
 */
export function rateLimit(headers: Readonly<Record<string, string | string[] | undefined>>): RateLimit {
  const left = number(headers['x-rate-limit-requests-left']);
  const retrySeconds = number(headers['x-retry-after']);
  const resetMs =
    number(headers['x-rate-limit-time-reset-ms']) ??
    (retrySeconds === undefined ? undefined : retrySeconds * 1000);
  return { ...(left === undefined ? {} : { left }), ...(resetMs === undefined ? {} : { resetMs }) };
}

function number(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}
