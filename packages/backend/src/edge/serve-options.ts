// Reads the flags of `serve` that shape the server.
import { isIP } from 'node:net';
import type { BackendOptions } from '../backend.ts';
import { type LogLevel, logLevels } from '../http/log.ts';
import type { Rate } from '../rates/token-bucket.ts';
import { type Flags, UsageError } from './arguments.ts';

/** How much more than the rate of a second may come at once, unless it is given. */
const BURST_SECONDS = 10;

export function readPort(flag: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`${flag} takes a number up to 65535.`);
  return Number(text);
}

export function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level === undefined) throw new UsageError(`--log-level takes one of ${logLevels.join(', ')}.`);
  return level;
}

export function readRates({ 'rate-limit': rate, 'rate-burst': burst }: Flags): Pick<BackendOptions, 'rates'> {
  if (rate === 'off' && burst === undefined) return { rates: 'off' };
  if (rate === undefined && burst === undefined) return {};
  const perSecond = Number(/^(\d{1,6})\/s$/.exec(rate ?? '')?.[1]);
  if (!(perSecond > 0))
    throw new UsageError(
      '--rate-limit takes requests per second, such as 100/s, or off; --rate-burst goes with a rate.',
    );
  const permits = burst === undefined ? perSecond * BURST_SECONDS : Number(burst);
  if (!(Number.isInteger(permits) && permits >= 1 && permits <= 10_000_000))
    throw new UsageError('--rate-burst takes the number of requests that may come at once.');
  const token: Rate = { perSecond, burst: permits };
  return { rates: { token } };
}

/** @param text addresses and networks, separated by commas */
export function readTrustedProxies(text: string | undefined): string[] {
  if (text === undefined) return [];
  const proxies = text.split(',');
  const wrong = proxies.find((proxy) => !isNetwork(proxy));
  if (wrong === undefined) return proxies;
  throw new UsageError(
    '--trust-proxy takes the addresses or networks of the proxies in front, such as 127.0.0.1 or 10.0.0.0/8.',
  );
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

export function readSeconds(flag: string, text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(`${flag} takes a number of seconds up to 999.`);
  return Number(text);
}
