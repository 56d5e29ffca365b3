// Why a request got no answer, in words that say what to look at, and whether another attempt can help.
import { errors } from 'undici';
import type { NoAnswer, Obstacle } from './transport.ts';

/** How long was waited for what, in milliseconds; and how large an answer may be. */
interface Limits {
  readonly connectMs: number;
  readonly silenceMs: number;
  readonly exchangeMs: number;
  readonly answerBytes: number;
}

interface Sent {
  readonly url: string;
  /** Whether there is a proxy in between, to which the reason may apply as well. */
  readonly isProxied: boolean;
}

interface Reason {
  readonly reason: string;
  readonly obstacle?: Obstacle;
  readonly brokenOff?: true;
}

/** @param error whatever sending threw */
export function explainNoAnswer(error: unknown, limits: Limits, { url, isProxied }: Sent): NoAnswer {
  const waitedMs = timeLimitOf(error, limits);
  if (waitedMs !== undefined) return { error: 'timeout', seconds: Math.ceil(waitedMs / 1000) };
  const why = reasonOf(error, url, limits);
  return {
    error: 'unreachable',
    ...why,
    reason: isProxied ? `${why.reason}; HTTPS_PROXY names a proxy` : why.reason,
  };
}

function timeLimitOf(error: unknown, limits: Limits): number | undefined {
  if (error instanceof errors.ConnectTimeoutError) return limits.connectMs;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return limits.silenceMs;
  return error instanceof Error && error.name === 'TimeoutError' ? limits.exchangeMs : undefined;
}

function reasonOf(error: unknown, url: string, { answerBytes }: Limits): Reason {
  const { code = '', message = '' } = innermost(error);
  const isPlain = url.startsWith('http:');
  const tunnel = /^Proxy response \((\d+)\)/.exec(message);
  if (tunnel) return refusedTunnel(Number(tunnel[1]));
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return {
      reason: `its answer is larger than ${Math.floor(answerBytes / (1024 * 1024))} MB, which no answer of a backend is`,
      obstacle: 'answer',
    };
  }
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
    return {
      reason: `what answers there does not speak HTTP${isPlain ? ', but perhaps HTTPS' : ''}`,
      obstacle: 'answer',
    };
  }
  if (isPlain && error instanceof errors.SocketError && error.socket?.bytesRead === 0) {
    return {
      reason: 'the connection was broken off without an answer, as by a server that wants https',
      brokenOff: true,
    };
  }
  return (
    reasons[code] ?? {
      reason: isTls(code) ? `no secure connection came about (${code})` : message || 'the connection failed',
      ...(isTls(code) ? { obstacle: 'tls' } : {}),
    }
  );
}

/** @param status what the proxy answered when it was asked for a way to the host */
function refusedTunnel(status: number): Reason {
  switch (status) {
    case 407:
      return {
        reason: 'the proxy wants a user and password, or others than HTTPS_PROXY holds (407)',
        obstacle: 'proxy',
      };
    case 502:
    case 503:
    case 504:
      return { reason: `the proxy did not get through to it (${status})` };
    default:
      return { reason: `the proxy does not let requests through to it (${status})`, obstacle: 'proxy' };
  }
}

const OWN_AUTHORITY = 'NODE_EXTRA_CA_CERTS can name a file with the certificate of your own authority';
const unknownAuthority: Reason = {
  reason: `its certificate is by an authority that is not known here; ${OWN_AUTHORITY}`,
  obstacle: 'tls',
};
const noTls: Reason = {
  reason: 'what answers there does not speak TLS, so scheme or port is wrong',
  obstacle: 'tls',
};
const noSharedProtocol: Reason = {
  reason: 'it offers only versions of TLS that are too old; TLS 1.2 is the oldest that is safe',
  obstacle: 'tls',
};

const reasons: Record<string, Reason> = {
  ECONNREFUSED: { reason: 'nothing listens there (ECONNREFUSED)' },
  ENOTFOUND: { reason: 'the host name is not known (ENOTFOUND)', obstacle: 'name' },
  EAI_AGAIN: { reason: 'the host name could not be looked up (EAI_AGAIN)' },
  ENETUNREACH: { reason: 'there is no way to its network (ENETUNREACH)' },
  EHOSTUNREACH: { reason: 'there is no way to that host (EHOSTUNREACH)' },
  ECONNRESET: { reason: 'the connection was broken off (ECONNRESET)', brokenOff: true },
  EPIPE: { reason: 'the connection was broken off (EPIPE)', brokenOff: true },
  UND_ERR_SOCKET: { reason: 'the connection was broken off', brokenOff: true },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { reason: 'the answer was cut off', brokenOff: true },
  UND_ERR_DESTROYED: { reason: 'nobody waits for the answer any more', obstacle: 'closed' },
  UND_ERR_PRX_CONN: { reason: 'the proxy broke the connection off' },
  UND_ERR_PRX_TLS: { reason: 'the certificate of the proxy is for another host', obstacle: 'proxy' },

  DEPTH_ZERO_SELF_SIGNED_CERT: {
    reason: `its certificate is self-signed; ${OWN_AUTHORITY}, or that certificate itself`,
    obstacle: 'tls',
  },
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  CERT_HAS_EXPIRED: { reason: 'its certificate has expired', obstacle: 'tls' },
  CERT_NOT_YET_VALID: {
    reason: 'its certificate is not valid yet, or the clock of this machine is wrong',
    obstacle: 'tls',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: 'its certificate is for another host', obstacle: 'tls' },
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_SSL_HTTP_REQUEST: noTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: noSharedProtocol,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: noSharedProtocol,
  ERR_SSL_VERSION_TOO_LOW: noSharedProtocol,
};

/** What OpenSSL and Node.js call problems with certificates and handshakes. */
function isTls(code: string): boolean {
  return /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|INVALID_|PATH_LENGTH_|HOSTNAME_MISMATCH|EPROTO)/.test(
    code,
  );
}

function innermost(error: unknown): { code?: string; message?: string } {
  if (error instanceof AggregateError && error.errors[0]) return innermost(error.errors[0]);
  return error instanceof Error ? (error as Error & { code?: string }) : {};
}
