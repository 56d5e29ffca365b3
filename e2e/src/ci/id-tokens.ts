// A job of GitHub Actions that may ask for ID tokens, and a backend that trusts its repository.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalIssuer } from '../../../packages/backend/test/issuer.ts';
import { runBackend } from '../programs.ts';
import type { Workplace } from '../workplace.ts';

export const REQUEST_TOKEN = 'canary0request0token0of0the0runner';

/** Gives ID tokens as GitHub's runner does, signed by an issuer on this machine. */
export interface IdTokens {
  readonly issuer: LocalIssuer;
  /** The variables of a job with `id-token: write`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the job says of itself, besides what every job says. */
  claims: Readonly<Record<string, unknown>>;
  /** All that were given. */
  readonly given: string[];
  close(): Promise<void>;
}

async function startIdTokens(claims: IdTokens['claims'] = {}): Promise<IdTokens> {
  const issuer = await LocalIssuer.start();
  const given: string[] = [];
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://runner');
    const isKnown = request.headers.authorization === `Bearer ${REQUEST_TOKEN}`;
    if (!isKnown || searchParams.get('api-version') !== '2.0') return void response.writeHead(401).end();
    const value = await issuer.idToken(new Date(), { aud: searchParams.get('audience'), ...tokens.claims });
    given.push(value);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tokens: IdTokens = {
    issuer,
    variables: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    },
    claims,
    given,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await issuer.close();
    },
  };
  return tokens;
}

/** Jobs on main may apply, all others of the repository may plan. */
async function trustRepository(place: Workplace, { issuer }: IdTokens): Promise<void> {
  await trust(place, issuer, 'write', 'apply', ['repository=acme/stores', 'ref=refs/heads/main']);
  await trust(place, issuer, 'read', 'plan', ['repository=acme/stores']);
}

async function trust(
  place: Workplace,
  issuer: LocalIssuer,
  role: string,
  name: string,
  claims: readonly string[],
): Promise<void> {
  const { status, stderr } = await runBackend([
    ...['trust', 'create', '--data', place.backend.dataDir],
    ...['--workspace', place.environment.FLOWLINK_WORKSPACE ?? '', '--role', role, '--name', name],
    ...['--issuer', issuer.url, '--audience', place.backend.url],
    ...claims.flatMap((claim) => ['--claim', claim]),
  ]);
  if (status !== 0) throw new Error(stderr);
}

/** Takes the token away and puts such a job in its place. */
export async function jobOfCi(place: Workplace, claims: IdTokens['claims'] = {}): Promise<IdTokens> {
  const tokens = await startIdTokens(claims);
  await trustRepository(place, tokens);
  const { FLOWLINK_TOKEN: _token, ...others } = place.environment;
  place.environment = { ...others, ...tokens.variables };
  return tokens;
}
