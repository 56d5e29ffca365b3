// Checks a connection against its store, rung by rung: token and store hash first, then everything that needs them.
import type { BigcommerceConfig } from '@flowlink/schema';
import type { Ask, Finding, Preflight, PreflightReport } from '../../platform.ts';
import { compare } from './compare.ts';
import * as findings from './findings.ts';
import { HOOKS, probes, TIME } from './probes.ts';
import { type Reading, readReply } from './reading.ts';
import { rateLimit, requestHeaders, storeApi } from './requests.ts';
import type { Readings } from './scopes.ts';
import { trouble } from './trouble.ts';
import { contradicted, unverifiable, type Verdict } from './verdict.ts';

export const preflight: Preflight = {
  address: (apiUrl, { store_hash }) => storeApi(apiUrl, store_hash),
  headers: requestHeaders,
  rateLimit,
  run: ({ config, secrets, ask }) => run(config, secrets.access_token?.env ?? 'access_token', ask),
};

/**
 * Asks `/v2/time` and, if the token is let in, every probe and the webhooks at once; `ask` regulates how many of them
 * are under way.
 *
 * @param env the variable behind `access_token`
 */
async function run(config: BigcommerceConfig, env: string, ask: Ask): Promise<PreflightReport> {
  const door = readTime(readReply(await ask(TIME)));
  switch (door.kind) {
    case 'granted':
      return compare(config, env, await askAll(ask));
    case 'unauthorized':
      return atTheDoor(config, {
        token: contradicted('BigCommerce does not accept it for this store.'),
        findings: [findings.tokenRefused(env, config)],
      });
    case 'refused':
      return atTheDoor(config, {
        hash: contradicted('BigCommerce knows no such store.'),
        findings: [findings.storeHashRefused(config)],
      });
    case 'absent':
      return atTheDoor(config, { findings: [{ ...trouble.unexpected(404), path: [] }] });
    case 'trouble':
      return atTheDoor(config, { findings: [{ ...door.trouble, path: [] }] });
    case 'stopped':
      return { ...atTheDoor(config, { findings: [] }), stopped: true };
  }
}

/** Any server can answer 200 with JSON: only a time proves that it is BigCommerce's API. */
function readTime(reading: Reading): Reading {
  if (reading.kind !== 'granted') return reading;
  const { time } = (reading.json ?? {}) as { time?: unknown };
  return time === undefined ? { kind: 'trouble', trouble: trouble.notJson() } : reading;
}

/** By path. */
async function askAll(ask: Ask): Promise<Readings> {
  const paths = [...probes.map(({ path }) => path), HOOKS];
  return new Map(await Promise.all(paths.map(async (path) => [path, readReply(await ask(path))] as const)));
}

/** The report when nothing but the token and the hash could be looked at. */
function atTheDoor(
  { scopes }: BigcommerceConfig,
  found: { token?: Verdict; hash?: Verdict; findings: readonly Finding[] },
): PreflightReport {
  const notReached = unverifiable('The store could not be asked.');
  return {
    checks: [
      { field: 'access_token', ...(found.token ?? notReached) },
      { field: 'store_hash', ...(found.hash ?? notReached) },
      { field: 'store_url', ...notReached },
      { field: 'client_id', ...notReached },
      ...scopes.map((scope) => ({ field: 'scopes', item: scope, ...notReached })),
    ],
    overGranted: [],
    findings: found.findings,
    stopped: false,
  };
}
