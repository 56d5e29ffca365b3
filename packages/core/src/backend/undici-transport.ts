// The transport over undici, with kept-alive connections and time limits everywhere.
import { Agent, type Dispatcher, EnvHttpProxyAgent, errors, request } from 'undici';
import type { Answer, Transport } from './transport.ts';

const CONNECT_SECONDS = 10;
const ANSWER_SECONDS = 30;

/** Plain HTTP is for this machine only, and never leaves it through a proxy. */
const NEVER_PROXIED = ['localhost', '127.0.0.1', '::1'];

/**
 * `close` drops all connections, so that neither idle ones nor requests that nobody waits for keep the process.
 *
 * @param environment HTTPS_PROXY names a proxy, NO_PROXY the hosts that are reached without it; lower case counts first
 */
export function undiciTransport(
  environment: Readonly<Record<string, string | undefined>> = {},
): Transport & { close(): Promise<void> } {
  const proxy = environment.https_proxy || environment.HTTPS_PROXY;
  const agent = dispatcherFor(proxy, environment.no_proxy ?? environment.NO_PROXY);
  return {
    async send({ method, url, headers, body }): Promise<Answer> {
      try {
        const response = await request(url, { method, headers, body: body ?? null, dispatcher: agent });
        return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
      } catch (error) {
        return explain(error, Boolean(proxy) && url.startsWith('https:'));
      }
    },
    close: () => agent.destroy(),
  };
}

function dispatcherFor(proxy: string | undefined, noProxy = ''): Dispatcher {
  const limits = {
    connect: { timeout: CONNECT_SECONDS * 1000 },
    headersTimeout: ANSWER_SECONDS * 1000,
    bodyTimeout: ANSWER_SECONDS * 1000,
  };
  if (!proxy) return new Agent(limits);
  // What is left out here would be looked up in the process.
  return new EnvHttpProxyAgent({
    ...limits,
    httpProxy: '',
    httpsProxy: URL.canParse(proxy) ? proxy : `http://${proxy}`,
    noProxy: noProxy.trim() === '*' ? '*' : [...NEVER_PROXIED, noProxy].join(','),
  });
}

/** @param proxied whether there is a proxy in between, to which the reason may apply as well */
function explain(error: unknown, proxied: boolean): Answer {
  if (error instanceof errors.ConnectTimeoutError) return { error: 'timeout', seconds: CONNECT_SECONDS };
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { error: 'timeout', seconds: ANSWER_SECONDS };
  }
  const { code, message } = innermost(error);
  const reason = (code && reasons[code]) ?? message ?? 'the connection failed';
  return { error: 'unreachable', reason: proxied ? `${reason}; HTTPS_PROXY names a proxy` : reason };
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
