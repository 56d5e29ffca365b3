// What an answer of the backend means: what was asked for, or which failure.
import type { Validator } from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import type { FailedRequest } from './failure.ts';
import { retryAfter } from './rate-limit.ts';
import type { HttpResponse } from './transport.ts';

type Interpreted<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FailedRequest };

/** Without a validator the answer must have no body. Anything that the contract does not describe is a failure. */
export function interpret<T>(
  url: string,
  answer: HttpResponse,
  now: Date,
  proves?: Validator<T>,
): Interpreted<T> {
  const { status, headers, body } = answer;
  const value = parseJson(body);
  if (status >= 200 && status < 300) {
    if (!proves && status === 204) return { ok: true, value: undefined as T };
    if (proves?.(value)) return { ok: true, value };
  }
  return { ok: false, failure: failureOf(url, answer, value, retryAfter(headers, now)) };
}

function failureOf(
  url: string,
  { status, headers, body }: HttpResponse,
  value: unknown,
  waitMs: number | undefined,
): FailedRequest {
  if (status === 429 || (status === 503 && waitMs !== undefined)) {
    return { kind: 'busy', url, status, ...(waitMs === undefined ? {} : { waitMs }) };
  }
  if (status >= 300 && valid.problem(value)) return { kind: 'problem', url, problem: value };
  if ([502, 503, 504].includes(status)) return { kind: 'gateway', url, status };
  const found = redirection(url, status, headers) ?? describeBody(headers, body);
  return { kind: 'not-flowlink', url, status, found };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Only where it leads: path and query may hold what nobody else is to read. */
function redirection(url: string, status: number, { location }: HttpResponse['headers']): string | undefined {
  const to = String(location);
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(to, url)) return undefined;
  return `a redirect to ${new URL(to, url).origin} (not followed, because the token would go with it)`;
}

function describeBody(headers: HttpResponse['headers'], body: string): string {
  if (body === '') return 'an empty body';
  if (headers['content-encoding'] !== undefined) return 'a compressed body, which nobody asked for';
  return /^\s*</.test(body) || String(headers['content-type']).includes('html')
    ? 'a web page'
    : 'a body that is not of the contract';
}
