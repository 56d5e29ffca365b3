// The transport over undici, with kept-alive connections and limits to everything a server can do.
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { explainNoAnswer } from './no-answer.ts';
import type { Answer, NoAnswer, Transport } from './transport.ts';

/** How long parts of an exchange may take, in milliseconds, and how large an answer may be. */
export interface TransportLimits {
  /** Until there is a connection, with TLS. */
  readonly connectMs: number;
  /** Until the answer begins, and between its parts. */
  readonly silenceMs: number;
  /** From the first byte to the last, however steadily they drip in. */
  readonly exchangeMs: number;
  readonly answerBytes: number;
}

const LIMITS: TransportLimits = {
  connectMs: 10_000,
  silenceMs: 30_000,
  exchangeMs: 60_000,
  // A page of a thousand connections has two or three megabytes.
  answerBytes: 64 * 1024 * 1024,
};

/** Plain HTTP is for this machine only, and never leaves it through a proxy. */
const NEVER_PROXIED = ['localhost', '127.0.0.1', '::1'];

/**
 * `close` drops all connections, so that neither idle ones nor requests that nobody waits for keep the process.
 *
 * @param environment HTTPS_PROXY names a proxy, NO_PROXY the hosts that are reached without it; lower case counts first
 */
export function undiciTransport(
  environment: Readonly<Record<string, string | undefined>> = {},
  limits: TransportLimits = LIMITS,
): Transport & { close(): Promise<void> } {
  const named = environment.https_proxy || environment.HTTPS_PROXY;
  const proxy = named ? proxyAddress(named) : undefined;
  const agent = dispatcherFor(proxy, environment.no_proxy ?? environment.NO_PROXY, limits);
  return {
    async send({ method, url, headers, body, withinMs = Number.POSITIVE_INFINITY }): Promise<Answer> {
      const isProxied = Boolean(named) && url.startsWith('https:');
      if (isProxied && !proxy) return noProxy;
      const exchangeMs = Math.ceil(Math.max(Math.min(limits.exchangeMs, withinMs), 1));
      try {
        const response = await request(url, {
          method,
          headers,
          body: body ?? null,
          dispatcher: agent,
          signal: AbortSignal.timeout(exchangeMs),
        });
        return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
      } catch (error) {
        return explainNoAnswer(error, { ...limits, exchangeMs }, { url, isProxied });
      }
    },
    close: () => agent.destroy(),
  };
}

const noProxy: NoAnswer = {
  error: 'unreachable',
  obstacle: 'proxy',
  reason: 'HTTPS_PROXY does not hold the address of a proxy, such as http://proxy.example.com:3128',
};

/** The address with its scheme; undefined if it cannot be one. */
function proxyAddress(named: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

function dispatcherFor(proxy: string | undefined, noProxy = '', limits: TransportLimits): Dispatcher {
  const options = {
    connect: { timeout: limits.connectMs },
    // Through a proxy it is this one that counts.
    connectTimeout: limits.connectMs,
    headersTimeout: limits.silenceMs,
    bodyTimeout: limits.silenceMs,
    maxResponseSize: limits.answerBytes,
    connections: 64,
    pipelining: 1,
    allowH2: false,
    // Servers keep idle connections for five seconds and more; one that says for how long is believed up to a point.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
  };
  if (!proxy) return new Agent(options);
  // What is left out here would be looked up in the process.
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: '',
    httpsProxy: proxy,
    noProxy: noProxy.trim() === '*' ? '*' : [...NEVER_PROXIED, noProxy].join(','),
  });
}
