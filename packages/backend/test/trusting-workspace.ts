// A workspace that trusts a local issuer, and the exchange of its ID tokens as CI does it.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createTrustPolicy } from '../src/oidc/trust.ts';
import type { TrustPolicy } from '../src/oidc/trust-policy.ts';
import { LocalIssuer } from './issuer.ts';
import { Workspace } from './workspace.ts';

export const AUDIENCE = 'https://flowlink.example.com';
export const OPERATOR = { token: 'flowlink-backend', user: 'maria' };
const MAIN = { repository: 'acme/stores', ref: 'refs/heads/main' };

export let issuer: LocalIssuer;
export let acme: Workspace;

/** Starts the issuer for the file that calls it, and a workspace for each of its tests. */
export function openTrustingWorkspaces(): void {
  beforeAll(async () => {
    issuer = await LocalIssuer.start();
  });
  afterAll(() => issuer.close());
  beforeEach(async () => {
    issuer.manner = 'well';
    issuer.requests = [];
    acme = await Workspace.open();
  });
  afterEach(() => acme.close());
}

/** Trusts the local issuer. */
export async function trust(more: Partial<TrustPolicy> = {}): Promise<TrustPolicy> {
  return createTrustPolicy(
    acme.store,
    {
      workspace: 'acme',
      name: 'apply',
      role: 'write',
      issuer: issuer.url,
      audience: AUDIENCE,
      claims: MAIN,
      lifetime_minutes: 15,
      ...more,
    },
    OPERATOR,
    acme.now,
  );
}

/** As CI does, without any other token. */
export async function exchange(idToken: string, more: object = {}, workspace = 'acme') {
  const { status, json } = await acme.call('POST', `/v1/workspaces/${workspace}/oidc/token`, {
    body: { id_token: idToken, ...more },
    headers: { authorization: '' },
  });
  return { status, json };
}

export async function idToken(claims: Record<string, unknown> = {}): Promise<string> {
  return issuer.idToken(acme.now, claims);
}

export const exchangeFor = async (claims: Record<string, unknown>, more: object = {}) =>
  exchange(await idToken(claims), more);
