// The transport over undici, with kept-alive connections and time limits everywhere.
import { Agent, errors, request } from 'undici';
import type { Answer, Transport } from './transport.ts';

const CONNECT_SECONDS = 10;
const ANSWER_SECONDS = 30;

/** `close` drops all connections, so that neither idle ones nor requests that nobody waits for keep the process. */
export function undiciTransport(): Transport & { close(): Promise<void> } {
  const agent = new Agent({
    connect: { timeout: CONNECT_SECONDS * 1000 },
    headersTimeout: ANSWER_SECONDS * 1000,
    bodyTimeout: ANSWER_SECONDS * 1000,
  });
  return {
    async send({ method, url, headers, body }): Promise<Answer> {
      try {
        const response = await request(url, { method, headers, body: body ?? null, dispatcher: agent });
        return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
      } catch (error) {
        return explain(error);
      }
    },
    close: () => agent.destroy(),
  };
}

function explain(error: unknown): Answer {
  if (error instanceof errors.ConnectTimeoutError) return { error: 'timeout', seconds: CONNECT_SECONDS };
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { error: 'timeout', seconds: ANSWER_SECONDS };
  }
  const { code, message } = innermost(error);
  return { error: 'unreachable', reason: (code && reasons[code]) ?? message ?? 'the connection failed' };
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'the host name is not known (ENOTFOUND)',
  EAI_AGAIN: 'the host name could not be looked up (EAI_AGAIN)',
  ECONNRESET: 'the connection was broken off (ECONNRESET)',
  UND_ERR_SOCKET: 'the connection was broken off',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate chain holds a self-signed certificate; NODE_EXTRA_CA_CERTS can name your own authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate cannot be verified; NODE_EXTRA_CA_CERTS can name your own authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

function innermost(error: unknown): { code?: string; message?: string } {
  if (error instanceof AggregateError && error.errors[0]) return innermost(error.errors[0]);
  return error instanceof Error ? (error as Error & { code?: string }) : {};
}
