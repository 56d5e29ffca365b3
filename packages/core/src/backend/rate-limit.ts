// What a backend says of its limits: Retry-After, and the header field RateLimit of the IETF's draft.
import type { HttpResponse } from './transport.ts';

type Headers = HttpResponse['headers'];

/** What is left of the quota that ends first. */
export interface Quota {
  /** Requests. */
  readonly left: number;
  /** Until it is whole again, in milliseconds, if that is said. */
  readonly resetMs?: number;
}

/** @returns milliseconds, at least 0, from seconds or a date of HTTP; undefined if nothing usable is said */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const text = textOf(headers['retry-after']).trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const ms = / GMT$/.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/**
 * Reads draft-ietf-httpapi-ratelimit-headers, such as `"burst";r=5;t=1, "hour";r=900;t=1200`: a structured list, one
 * item for each quota, whose parameters are what is left (`r`) and the seconds until it is whole again (`t`).
 *
 * @returns the quota of which least is left; undefined if the field is missing or says something else
 */
export function quotaLeft(headers: Headers): Quota | undefined {
  const quotas = [...textOf(headers.ratelimit).matchAll(ITEM)].flatMap(([, parameters = '']): Quota[] => {
    const { r, t } = Object.fromEntries(
      parameters.split(';').map((parameter) => parameter.trim().split('=') as [string, string?]),
    );
    if (!isCount(r)) return [];
    return [{ left: Number(r), ...(isCount(t) ? { resetMs: Number(t) * 1000 } : {}) }];
  });
  return quotas.sort((a, b) => a.left - b.left)[0];
}

/** A quoted name, or a bare one as some servers write it, and its parameters. */
const ITEM =
  /(?:"(?:[^"\\]|\\.)*"|[a-z*][\w*.:/-]*)((?:\s*;\s*[a-z*][\w*.-]*(?:=(?:"(?:[^"\\]|\\.)*"|[^;,"]*))?)+)/gi;

function isCount(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,15}$/.test(text);
}

function textOf(header: string | string[] | undefined): string {
  return Array.isArray(header) ? header.join(', ') : (header ?? '');
}
