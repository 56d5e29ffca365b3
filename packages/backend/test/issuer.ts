// An issuer of ID tokens on this machine: it signs what it is told to, and misbehaves if it is told to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** How it answers requests for its documents. */
export type Manner =
  | 'well'
  | 'status 500'
  | 'redirect'
  | 'not at all'
  | 'endlessly'
  | 'HTML'
  | 'as another issuer'
  | 'keys elsewhere in the clear'
  | 'no keys';

interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly sign: CryptoKey;
  readonly shown: JWK;
}

/** What a job of GitHub says in its ID token, as far as it matters. */
const GITHUB_CLAIMS = {
  sub: 'repo:acme/stores:ref:refs/heads/main',
  repository: 'acme/stores',
  repository_id: '74',
  repository_owner: 'acme',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  event_name: 'push',
  run_id: '123',
} as const;

export class LocalIssuer {
  readonly url: string;
  manner: Manner = 'well';
  /** Paths that were asked for. */
  requests: string[] = [];
  readonly #close: () => Promise<void>;
  #keys: Key[] = [];
  #made = 0;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async start(): Promise<LocalIssuer> {
    let issuer: LocalIssuer | undefined;
    const server = createServer((request, response) => issuer?.answer(request.url ?? '', response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    issuer = new LocalIssuer(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    await issuer.addKey();
    return issuer;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async addKey(alg = 'ES256'): Promise<Key> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    this.#made += 1;
    const kid = `key-${this.#made}`;
    const key = {
      kid,
      alg,
      sign: privateKey,
      shown: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    };
    this.#keys.push(key);
    return key;
  }

  /** Another key in place of those before. */
  async rotate(): Promise<void> {
    this.#keys = [];
    await this.addKey();
  }

  /** @param now of whoever will verify it @param more claims; undefined leaves one out */
  async idToken(
    now: Date,
    more: Readonly<Record<string, unknown>> = {},
    { key = this.#keys[0], kid = key?.kid ?? '' }: { readonly key?: Key; readonly kid?: string } = {},
  ): Promise<string> {
    if (!key) throw new Error('no key');
    const seconds = Math.floor(now.getTime() / 1000);
    const claims = {
      iss: this.url,
      aud: 'https://flowlink.example.com',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 300,
      jti: 'the-only-one',
      ...GITHUB_CLAIMS,
      ...more,
    };
    return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid, typ: 'JWT' }).sign(key.sign);
  }

  answer(path: string, response: ServerResponse): void {
    this.requests.push(path);
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/.well-known/openid-configuration') {
      if (this.manner === 'as another issuer')
        return void json({ issuer: 'https://example.com', jwks_uri: '' });
      if (this.manner === 'keys elsewhere in the clear')
        return void json({ issuer: this.url, jwks_uri: 'http://keys.example.com/' });
      if (this.#misbehaves(response)) return;
      return void json({ issuer: this.url, jwks_uri: `${this.url}/keys` });
    }
    if (path !== '/keys') return void response.writeHead(404).end();
    json(this.manner === 'no keys' ? { keys: 'none' } : { keys: this.#keys.map(({ shown }) => shown) });
  }

  #misbehaves(response: ServerResponse): boolean {
    switch (this.manner) {
      case 'status 500':
        response.writeHead(500).end('{}');
        return true;
      case 'redirect':
        response.writeHead(302, { location: `${this.url}/keys` }).end();
        return true;
      case 'HTML':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
        return true;
      case 'endlessly':
        flood(response);
        return true;
      default:
        return this.manner === 'not at all';
    }
  }
}

function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more).on('error', () => {});
  more();
}
