// What names a request in answers and in the log.
import { randomUUID } from 'node:crypto';

/** What proxies make: a UUID, or 32 hexadecimal digits. No token has this form, so none gets into the log by it. */
const FORM = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** @param sent the header X-Request-Id @returns it if it is well formed, or a new one */
export function requestId(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && FORM.test(sent) ? sent : randomUUID();
}
