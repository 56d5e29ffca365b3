// The order in which a store finds reasons to refuse a request.
import { bigcommerce } from '@flowlink/schema';
import { type Answer, failure, missingScope, type Silence, type Version } from '../answer.ts';
import { faultAnswer } from '../faults/fault-answer.ts';
import type { LiveStore } from '../stores/live-store.ts';
import type { SandboxStore } from '../stores/store.ts';
import { endpointAt, endpoints } from './endpoints.ts';

/** What a `slow` store takes unless told otherwise. */
const DEFAULT_DELAY_MS = 1000;

/** A request to a store, as far as its answer depends on it. */
export interface StoreCall {
  readonly method: string;
  /** Below `/stores/{hash}`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The header X-Auth-Token. */
  readonly token: string | undefined;
  /** The address that was asked for, with https. */
  readonly secureAddress: string;
}

export interface Outcome {
  readonly answer: Answer | Silence;
  /** How long it is held back. */
  readonly delayMs: number;
}

/** @param live the store of the path's hash, if there is one @param now the time in milliseconds */
export function answerCall(live: LiveStore | undefined, call: StoreCall, now: number): Outcome {
  const version = versionOf(call.path) ?? 'v3';
  // Without a store there is no quota to tell of either.
  if (live === undefined) return { answer: failure(version, 403), delayMs: 0 };

  const { limit, store } = live;
  const withinQuota = limit.spend();
  const fault = live.takeFault();
  const failed = fault && faultAnswer(fault, version, call.secureAddress);
  const answer = failed ?? (withinQuota ? storeAnswer(store, call, now) : failure(version, 429));
  const delayMs = fault?.kind === 'slow' ? (fault.ms ?? DEFAULT_DELAY_MS) : 0;
  if (typeof answer === 'string' || fault?.kind === 'overloaded') return { answer, delayMs };

  const resetMs = fault?.kind === 'rate-limited' ? fault.ms : undefined;
  const limits = answer.status === 429 ? limit.usedUp(resetMs) : limit.headers();
  return { answer: { ...answer, headers: { ...limits, ...answer.headers } }, delayMs };
}

function storeAnswer(store: SandboxStore, call: StoreCall, now: number): Answer {
  const version = versionOf(call.path);
  if (version === undefined) return failure('v3', 403);
  if (call.method !== 'GET') return { ...failure(version, 405), headers: { Allow: 'GET' } };
  const account = store.accounts.find(({ access_token }) => access_token === call.token);
  if (account === undefined) return failure(version, 401);

  const own = endpointAt(call.path);
  const endpoint = own === undefined ? undefined : endpoints[own];
  const needed = endpoint?.scope;
  if (needed !== undefined && !account.scopes.some((granted) => bigcommerce.permits(granted, needed)))
    return missingScope();
  if (endpoint === undefined || own !== call.path) return failure(version, 404);
  return endpoint.read({ store, account, now, limit: limitOf(call.query) });
}

function versionOf(path: string): Version | undefined {
  return (['v2', 'v3'] as const).find((version) => path.startsWith(`/${version}/`));
}

/** BigCommerce's pages hold 50 items unless told otherwise, and never more than 250. */
function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 50);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, 250) : 50;
}
