// An answer before it is sent, and the bodies of errors in the shapes of BigCommerce's two API versions.
import { STATUS_CODES } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when a string, otherwise as JSON; nothing is sent without it. */
  readonly body?: unknown;
}

/** What becomes of a connection that gets no answer: it stays open, or is dropped. */
export type Silence = 'hang' | 'reset';

export type Version = 'v2' | 'v3';

const STATUS_PAGE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

/** An error as its version says it. @param title what is wrong; by default the name of the status */
export function failure(version: Version, status: number, title = STATUS_CODES[status]): Answer {
  return { status, body: version === 'v2' ? [{ status, message: title }] : problem(status, title) };
}

/** The one error that looks the same on both versions. It never names the scope. */
export function missingScope(): Answer {
  return { status: 403, body: problem(403, "You don't have a required scope to access the endpoint") };
}

function problem(status: number, title: string | undefined) {
  return { status, title, type: STATUS_PAGE, errors: {} };
}
