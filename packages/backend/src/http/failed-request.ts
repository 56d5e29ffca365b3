// Tells apart why answering a request failed: the client's doing, the database, or a mistake in the backend.
import type { Metrics } from '../metrics/metrics.ts';
import type { Refusal } from '../refusal.ts';
import { isUnavailable } from '../store/unavailable.ts';
import type { Limits } from './limits.ts';
import { codeOf, errorFields, type Log } from './log.ts';

/** What the framework throws, or a store. */
export interface RequestError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
}

/** A body that was read and is refused, in words that repeat nothing of it. */
export class BodyError extends Error {}

export function failedRequest(limits: Limits, log: Log | undefined, metrics: Metrics) {
  /** @param request its ID @param bodyBytes the limit of its operation, if there is one */
  return (error: RequestError, request: string, bodyBytes: number = limits.bodyBytes): Refusal => {
    if (error instanceof BodyError) return { refused: 'invalid_request', detail: error.message };
    if (error.statusCode === 413)
      return { refused: 'payload_too_large', detail: `The limit is ${bodyBytes} bytes.` };
    if (error.statusCode === 415)
      return { refused: 'unsupported_media_type', detail: 'Send application/json.' };
    if (error.statusCode !== undefined && error.statusCode < 500)
      return { refused: 'invalid_request', detail: 'The request could not be read.' };
    if (isUnavailable(error)) {
      metrics.databaseFailed();
      log?.error({ event: 'database_failed', request, code: codeOf(error.code) });
      return { refused: 'unavailable', detail: `The database does not answer (request ${request}).` };
    }
    log?.error({ event: 'failed', request, ...errorFields(error) });
    return { refused: 'internal', detail: `The log of the backend says more, under request ${request}.` };
  };
}
