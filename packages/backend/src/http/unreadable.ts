// Answers on the bare connection what could not be read as a request: the framework never sees it.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Metrics } from '../metrics/metrics.ts';
import type { Refusal } from '../refusal.ts';
import type { Limits } from './limits.ts';
import { codeOf, type Log } from './log.ts';
import { problemOf } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** Time for the answer to arrive before what the client still sends is answered with a reset. */
const LINGER_MS = 500;

/** Written out, for an import of node:http as a module makes Node load its client of the web, too: a tenth of a start. */
const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** With Node's own note of the answer that is under way on it. */
interface Connection extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/** For `clientError`: malformed HTTP, heads that are too large, requests that take too long. */
export function answerUnreadable(limits: Limits, log: Log | undefined, metrics: Metrics) {
  return (error: Error & { readonly code?: string }, socket: Connection): void => {
    // Gone already, or answered; what follows in the same packet is reported again.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status } = answer(socket, refusalOf(error.code, limits));
    metrics.malformed(status);
    log?.info({ event: 'malformed', code: codeOf(error.code), status });
  };
}

/** For `connect`: asks for a tunnel. */
export function refuseTunnel(metrics: Metrics) {
  return (_request: unknown, socket: Connection): void => {
    const { status } = answer(socket, {
      refused: 'method_not_allowed',
      detail: 'CONNECT is not allowed here.',
    });
    metrics.malformed(status);
  };
}

function refusalOf(code: string | undefined, limits: Limits): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { refused: 'head_too_large', detail: `The limit is ${limits.headBytes} bytes.` };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        refused: 'request_timeout',
        detail: `The limit is ${limits.headMs / 1000} s for the headers and ${limits.requestMs / 1000} s for all of it.`,
      };
    default:
      return { refused: 'invalid_request', detail: 'This is not HTTP/1.1 as RFC 9112 has it.' };
  }
}

/** Says it and closes the connection, which cannot be used any more. */
function answer(socket: Connection, refusal: Refusal) {
  const problem = problemOf(refusal);
  const body = JSON.stringify(problem);
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const before = socket._httpMessage;
  // The client would take these words for the answer to the request before.
  if (before?.req.complete) before.once('finish', () => socket.end());
  else {
    socket.end([`HTTP/1.1 ${problem.status} ${PHRASES[problem.status]}`, ...lines, '', body].join('\r\n'));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  }
  return problem;
}
