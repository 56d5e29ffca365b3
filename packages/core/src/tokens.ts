// Turns what the environment offers into tokens for the requests to a workspace.
import { githubIdToken } from './backend/github-id-token.ts';
import { exchangeOver } from './backend/http-backend.ts';
import type { Result, Revealable } from './backend/port.ts';
import type { HttpBackendOptions } from './backend/sender.ts';
import { type Exchange, exchangedTokens, fixedToken, type TokenSource } from './backend/token-source.ts';
import type { IdCredential } from './resolve/credential.ts';
import type { Target } from './resolve/target.ts';

type World = Pick<HttpBackendOptions, 'transport' | 'clock' | 'toolVersion'>;

export function tokensFor(target: Target, world: World): TokenSource {
  const { credential } = target;
  if (credential.kind === 'token') return fixedToken(credential.token);
  return exchangedTokens(exchangeFor(target, credential, world), world.clock);
}

/** Each exchange asks for an ID token of its own, where CI gives more than one. */
export function exchangeFor(
  { backendUrl: url, workspace, places }: Target,
  credential: IdCredential,
  world: World,
): Exchange {
  const exchange = exchangeOver({ url, workspace, places, ...world });
  return async (role, renew) => {
    const idToken = await idTokenOf(credential, world);
    return idToken.ok ? exchange(idToken.value, role, renew) : idToken;
  };
}

async function idTokenOf(credential: IdCredential, world: World): Promise<Result<Revealable>> {
  return credential.kind === 'github'
    ? githubIdToken({ ...credential, ...world })
    : { ok: true, value: credential.idToken };
}
