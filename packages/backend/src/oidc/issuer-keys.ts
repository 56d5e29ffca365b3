// The public keys of issuers, fetched when they are needed and kept for a while.
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import { type FetchProblem, fetchDocument } from './issuer-document.ts';
import { isSecureUrl } from './issuer-url.ts';

/** For discovery and keys each. */
const TIMEOUT_MS = 5000;
/** Keys that an issuer withdrew are believed no longer than that. */
const MAX_AGE_MS = 10 * 60_000;
/** How soon an unknown key may be asked for again: whoever invents key IDs makes no more requests than that. */
const COOLDOWN_MS = 30_000;
/** How soon an issuer that failed is asked again. */
const FAILURE_COOLDOWN_MS = 2000;

/** Keys, or why there are none, and when that was found out. */
interface Fetched {
  readonly at: number;
  readonly result: LocalJWKSet | FetchProblem;
}

/** The issuer could not be asked. */
export class IssuerUnreachable extends Error {}

export class IssuerKeys {
  readonly #timeoutMs: number;
  readonly #fetched = new Map<string, Fetched>();
  /** Who asks meanwhile waits for the same answer. */
  readonly #underWay = new Map<string, Promise<Fetched>>();

  constructor(timeoutMs: number = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Finds the key of an ID token; a key that is not known yet is looked for at the issuer once.
   * What it returns throws an `IssuerUnreachable` if the issuer cannot be asked.
   *
   * @param issuer one that a trust policy names: no other one is ever contacted
   */
  of(issuer: string, now: Date): JWTVerifyGetKey {
    return async (header, token) => {
      const fetched = await this.#current(issuer, now, MAX_AGE_MS);
      try {
        return await keysOf(fetched)(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        const again = await this.#current(issuer, now, COOLDOWN_MS);
        if (again === fetched) throw error;
        return keysOf(again)(header, token);
      }
    };
  }

  /** What was fetched, fetched anew if it is older than that. */
  async #current(issuer: string, now: Date, maxAgeMs: number): Promise<Fetched> {
    const known = this.#fetched.get(issuer);
    const age = known ? now.getTime() - known.at : Number.POSITIVE_INFINITY;
    const limit = known && 'problem' in known.result ? FAILURE_COOLDOWN_MS : maxAgeMs;
    if (known && age < limit) return known;
    const underWay = this.#underWay.get(issuer);
    if (underWay !== undefined) return underWay;
    const fetching = this.#fetch(issuer, now).finally(() => this.#underWay.delete(issuer));
    this.#underWay.set(issuer, fetching);
    return fetching;
  }

  async #fetch(issuer: string, now: Date): Promise<Fetched> {
    const fetched = { at: now.getTime(), result: await fetchKeys(issuer, this.#timeoutMs) };
    this.#fetched.set(issuer, fetched);
    return fetched;
  }
}

function keysOf({ result }: Fetched): LocalJWKSet {
  if ('problem' in result) throw new IssuerUnreachable(result.problem);
  return result;
}

/** By OpenID Connect Discovery: the document of the issuer names the address of its keys. */
async function fetchKeys(issuer: string, timeoutMs: number): Promise<LocalJWKSet | FetchProblem> {
  const discovery = await fetchDocument(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    timeoutMs,
  );
  if (isProblem(discovery)) return discovery;
  if (discovery.issuer !== issuer) return { problem: 'its discovery document is that of another issuer' };
  const { jwks_uri: address } = discovery;
  if (typeof address !== 'string' || !isSecureUrl(address)) {
    return { problem: 'its discovery document names no https:// address of its keys' };
  }
  const keys = await fetchDocument(address, timeoutMs);
  if (isProblem(keys)) return keys;
  try {
    return createLocalJWKSet(keys as unknown as JSONWebKeySet);
  } catch {
    return { problem: 'its keys are not a JSON Web Key Set' };
  }
}

function isProblem(document: Record<string, unknown> | FetchProblem): document is FetchProblem {
  return typeof document.problem === 'string' && Object.keys(document).length === 1;
}
