// Compares what a connection declares with all that its store answered.
import type { BigcommerceConfig, Check } from '@flowlink/schema';
import type { Finding, PreflightReport } from '../../platform.ts';
import { checkClientId } from './client-id.ts';
import * as findings from './findings.ts';
import { HOOKS, INFORMATION } from './probes.ts';
import type { Reading } from './reading.ts';
import { allRefused, checkScope, overGranted, type Readings } from './scopes.ts';
import { checkStoreUrl, type StoreInformation, storeInformation } from './store-url.ts';
import { contradicted, unproven, unverifiable, type Verdict, verified } from './verdict.ts';

/**
 * @param env the variable behind `access_token`
 * @param readings the answers to all probes and to the list of webhooks, once `/v2/time` let the token in
 */
export function compare(config: BigcommerceConfig, env: string, readings: Readings): PreflightReport {
  const answers = [...readings.values()];
  const information = readings.get(INFORMATION);
  const store = storeInformation(information?.kind === 'granted' ? information.json : undefined);
  const otherHash = store.hash === config.store_hash ? undefined : store.hash;
  const isLockedOut = answers.some(({ kind }) => kind === 'unauthorized');
  const url = checkUrl(config.store_url, information, store);
  const clientId = checkClientId(config.client_id, readings.get(HOOKS));
  const scopes = config.scopes.map((scope) => ({ scope, ...checkScope(scope, readings) }));
  const excess = overGranted(config.scopes, readings);

  const checks: Check[] = [
    {
      field: 'access_token',
      ...(isLockedOut ? contradicted('BigCommerce accepted it at first, and then no longer.') : verified),
    },
    {
      field: 'store_hash',
      ...(otherHash === undefined
        ? verified
        : contradicted(`BigCommerce says that the store’s hash is ${otherHash}.`)),
    },
    { field: 'store_url', ...url },
    { field: 'client_id', ...clientId },
    ...scopes.map(({ scope, ...verdict }) => ({ field: 'scopes', item: scope, ...verdict })),
  ];
  return {
    checks,
    overGranted: excess,
    findings: [
      ...(isLockedOut ? [findings.tokenNoLongerAccepted(env)] : []),
      ...(otherHash === undefined ? [] : [findings.otherStoreHash(config, otherHash)]),
      ...(isContradicted(url) ? [findings.otherStoreUrl(config, store.hosts)] : []),
      ...(isContradicted(clientId) ? [findings.otherClientId()] : []),
      ...missingScopes(config, env, scopes.map(isContradicted), allRefused(readings)),
      ...(excess.length > 0 ? [findings.tooManyScopes(env, excess)] : []),
      ...troubles(answers),
    ],
    stopped: answers.some(({ kind }) => kind === 'stopped'),
  };
}

function checkUrl(url: string, information: Reading | undefined, store: StoreInformation): Verdict {
  switch (information?.kind) {
    case 'granted':
      return checkStoreUrl(url, store);
    case 'refused':
      return unverifiable('It takes the scope store_v2_information_read_only to compare it.');
    default:
      return unproven(information?.kind);
  }
}

/** @param missing for each declared scope, whether it is */
function missingScopes(
  { scopes }: BigcommerceConfig,
  env: string,
  missing: readonly boolean[],
  allRefused: boolean,
): Finding[] {
  if (allRefused && missing.includes(true)) return [findings.noScopes(env, scopes)];
  return scopes.flatMap((scope, index) => (missing[index] ? [findings.scopeMissing(env, scope, index)] : []));
}

/** One of each code, however many requests met it. */
function troubles(answers: readonly Reading[]): Finding[] {
  const met = new Map<string, Finding>();
  for (const answer of answers) {
    if (answer.kind === 'trouble') met.set(answer.trouble.code, { ...answer.trouble, path: [] });
  }
  return [...met.values()];
}

function isContradicted({ status }: Verdict): boolean {
  return status === 'contradicted';
}
