// Says what an answer of a store means, whatever was asked.
import type { Reply } from '../../platform.ts';
import { rateLimit } from './requests.ts';
import { type Trouble, trouble } from './trouble.ts';

/** `refused` lacks a scope or names a wrong store; `absent` is 404; `trouble` proves nothing about the connection. */
export type Reading =
  | { readonly kind: 'granted'; readonly json: unknown }
  | { readonly kind: 'unauthorized' | 'refused' | 'absent' | 'stopped' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/**
 * Reads the status first, because BigCommerce's error bodies come in several forms and the one of 401 may be plain text.
 * A web page is never BigCommerce's API, whatever its status.
 */
export function readReply(reply: Reply): Reading {
  if ('error' in reply) {
    return reply.error === 'stopped'
      ? { kind: 'stopped' }
      : { kind: 'trouble', trouble: trouble.silence(reply) };
  }
  const { status } = reply;
  if (status >= 300 && status < 400) return { kind: 'trouble', trouble: trouble.redirected(status) };
  if (status === 429) {
    const { left, resetMs } = rateLimit(reply.headers);
    const isQuota = left !== undefined || resetMs !== undefined;
    return { kind: 'trouble', trouble: isQuota ? trouble.rateLimited() : trouble.overloaded() };
  }
  if (status === 507) return { kind: 'trouble', trouble: trouble.planLimit() };
  // A store that is down may say so with a web page.
  if (status >= 500) return { kind: 'trouble', trouble: trouble.unavailable(status) };
  if (isPage(reply)) return { kind: 'trouble', trouble: trouble.page(status) };
  switch (status) {
    case 200:
      return parsed(reply.body);
    case 204:
      return { kind: 'granted', json: undefined };
    case 401:
      return { kind: 'unauthorized' };
    case 403:
      return { kind: 'refused' };
    case 404:
      return { kind: 'absent' };
    default:
      return { kind: 'trouble', trouble: trouble.unexpected(status) };
  }
}

function isPage({ headers, body }: Extract<Reply, { status: number }>): boolean {
  return /\bhtml\b/i.test(String(headers['content-type'] ?? '')) || /^\s*</.test(body);
}

function parsed(body: string): Reading {
  try {
    return { kind: 'granted', json: JSON.parse(body) };
  } catch {
    return { kind: 'trouble', trouble: trouble.notJson() };
  }
}
