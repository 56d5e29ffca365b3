// Refuses requests whose headers are too many, or could be understood in two ways.
import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../refusal.ts';
import type { Limits } from './limits.ts';

/** Node keeps the first of several, and a proxy in front might go by the last. */
const ONCE: ReadonlySet<string> = new Set([
  'authorization',
  'host',
  'content-type',
  'if-match',
  'if-none-match',
]);

/** @returns undefined if nothing is wrong */
export function checkHead(
  { rawHeaders, headers, httpVersion }: Pick<IncomingMessage, 'rawHeaders' | 'headers' | 'httpVersion'>,
  limits: Limits,
): Refusal | undefined {
  if (rawHeaders.length / 2 > limits.headers)
    return { refused: 'head_too_large', detail: `The limit is ${limits.headers} headers.` };
  const twice = repeated(rawHeaders);
  if (twice) return { refused: 'invalid_request', detail: `The header ${twice} may stand there only once.` };
  if (!['1.1', '1.0'].includes(httpVersion))
    return { refused: 'invalid_request', detail: 'Only HTTP/1.1 and HTTP/1.0 are spoken here.' };
  if (headers.host === undefined && httpVersion === '1.1')
    return { refused: 'invalid_request', detail: 'HTTP/1.1 needs the header Host.' };
  return undefined;
}

/** @param rawHeaders names and values in turn */
function repeated(rawHeaders: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
