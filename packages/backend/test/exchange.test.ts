// ID tokens are exchanged for tokens of the workspace if, and only if, a trust policy says so.
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readTrail } from '../src/audit/trail.ts';
import type { TrailEntry } from '../src/audit/trail-entry.ts';
import { exchangeToken } from '../src/oidc/exchange.ts';
import { IssuerKeys } from '../src/oidc/issuer-keys.ts';
import { createTrustPolicy, removeTrustPolicy } from '../src/oidc/trust.ts';
import type { TrustPolicy } from '../src/oidc/trust-policy.ts';
import { revokeToken } from '../src/tokens/issue-token.ts';
import { hashToken } from '../src/tokens/token.ts';
import { LocalIssuer, type Manner } from './issuer.ts';
import { RUN, Workspace } from './workspace.ts';

const AUDIENCE = 'https://flowlink.example.com';
const OPERATOR = { token: 'flowlink-backend', user: 'maria' };
const MAIN = { repository: 'acme/stores', ref: 'refs/heads/main' };

let issuer: LocalIssuer;
let acme: Workspace;

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

/** Trusts the local issuer. */
async function trust(more: Partial<TrustPolicy> = {}): Promise<TrustPolicy> {
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
async function exchange(idToken: string, more: object = {}, workspace = 'acme') {
  const { status, json } = await acme.call('POST', `/v1/workspaces/${workspace}/oidc/token`, {
    body: { id_token: idToken, ...more },
    headers: { authorization: '' },
  });
  return { status, json };
}

async function idToken(claims: Record<string, unknown> = {}): Promise<string> {
  return issuer.idToken(acme.now, claims);
}

const exchangeFor = async (claims: Record<string, unknown>, more: object = {}) =>
  exchange(await idToken(claims), more);

describe('an exchange', () => {
  test('gives a token that works until it ends, and tells where it comes from', async () => {
    await trust();
    const { status, json } = await exchange(await idToken());
    expect(status).toBe(200);
    expect(json).toEqual({
      token: expect.stringMatching(/^fl_/),
      expires_at: '2026-01-01T00:15:00.000Z',
      expires_in: 900,
      role: 'write',
      name: `${new URL(issuer.url).host}:acme/stores@refs/heads/main (run 123)`,
    });
    expect((await acme.create('acme-us', { token: json.token })).status).toBe(201);
    expect((await acme.audit()).at(-1)).toMatchObject({ by: { token: json.name } });
    acme.wait(14 * 60 + 59);
    expect((await acme.call('GET', '/lock', { token: json.token })).status).toBe(200);
    acme.wait(1);
    expect((await acme.call('GET', '/lock', { token: json.token })).json).toMatchObject({
      status: 401,
      detail: expect.stringContaining('expired at 2026-01-01T00:15:00.000Z'),
    });
  });

  test('gives no more than was asked for, and everything if nothing was', async () => {
    await trust();
    await trust({ name: 'plan', role: 'read', claims: { repository: 'acme/stores' } });
    const roleOf = async (claims: object, more: object) => {
      const { status, json } = await exchangeFor({ ...claims }, more);
      return status === 200 ? json.role : json.code;
    };
    const onBranch = { ref: 'refs/heads/feature' };
    expect(await roleOf({}, {})).toBe('write');
    expect(await roleOf({}, { role: 'write' })).toBe('write');
    expect(await roleOf({}, { role: 'read' })).toBe('read');
    expect(await roleOf(onBranch, {})).toBe('read');
    expect(await roleOf(onBranch, { role: 'read' })).toBe('read');
    expect(await roleOf(onBranch, { role: 'write' })).toBe('id_token_refused');
    expect(await roleOf({}, { role: 'admin' })).toBe('invalid_request');
  });

  test('of a pull request never gives the role write, and says why', async () => {
    await trust();
    acme.wait(1);
    await trust({ name: 'plan', role: 'read', claims: { repository: 'acme/stores' } });
    const { json } = await exchangeFor(
      { ref: 'refs/pull/7/merge', event_name: 'pull_request' },
      { role: 'write' },
    );
    expect(json).toMatchObject({ status: 403, code: 'id_token_refused' });
    expect(json.detail).toBe(
      'No trust policy gives this job the role write. ' +
        '“apply”: claim ref is “refs/pull/7/merge”; the policy asks for “refs/heads/main”. ' +
        '“plan”: it gives the role read.',
    );
  });

  test('can be repeated while the ID token is good, and gives another token', async () => {
    await trust();
    const same = await idToken();
    const [first, second] = [await exchange(same), await exchange(same)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.json.token).not.toBe(second.json.token);
  });

  test('goes on with the token of an earlier one, with its lock', async () => {
    await trust();
    const { token } = (await exchange(await idToken())).json;
    acme.wait(10 * 60);
    expect((await acme.lock(RUN, { token })).status).toBe(200);
    const renewed = (await exchange(await idToken(), { renew: token })).json;
    expect(renewed).toMatchObject({ token, expires_at: '2026-01-01T00:25:00.000Z' });
    acme.wait(10 * 60);
    expect((await acme.lock(RUN, { token })).status).toBe(200);
    expect((await acme.store.tokens()).filter(({ policy }) => policy !== null)).toHaveLength(1);
  });

  test.for<[string, () => Promise<{ token: string; claims?: object; role?: string }>]>([
    ['a person made', async () => ({ token: acme.tokens.write })],
    [
      'was revoked',
      async () => {
        const token = await issued();
        const stored = await acme.store.tokenByHash(hashToken(token));
        await revokeToken(acme.store, stored?.id ?? '', OPERATOR, acme.now);
        return { token };
      },
    ],
    ['another run has', async () => ({ token: await issued(), claims: { run_id: '124' } })],
    ['permits less', async () => ({ token: await issued('read') })],
    ['does not exist', async () => ({ token: 'fl_nothing' })],
    [
      'expired',
      async () => {
        const token = await issued();
        acme.wait(15 * 60);
        return { token };
      },
    ],
  ])('does not go on with a token that %s', async ([, made]) => {
    await trust();
    const { token, claims = {} } = await made();
    const { status, json } = await exchangeFor({ ...claims }, { renew: token, role: 'write' });
    expect(status).toBe(200);
    expect(json.token).not.toBe(token);
  });

  const issued = async (role = 'write'): Promise<string> =>
    (await exchange(await idToken(), { role })).json.token;

  test('leaves no tokens behind that ended long ago', async () => {
    await trust();
    await exchange(await idToken());
    acme.wait(15 * 60 + 3600);
    await exchange(await idToken());
    const count = async () => (await acme.store.tokens()).filter(({ policy }) => policy !== null).length;
    expect(await count()).toBe(2);
    acme.wait(1);
    await exchange(await idToken());
    expect(await count()).toBe(2);
  });

  test('is over with its policy, and so are the tokens that it gave', async () => {
    const { id } = await trust();
    const { token } = (await exchange(await idToken())).json;
    const remove = () => removeTrustPolicy(acme.store, id, OPERATOR, acme.now);
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect((await acme.call('GET', '/lock', { token })).status).toBe(401);
    expect((await acme.call('GET', '/lock')).status).toBe(200);
    expect((await exchange(await idToken())).json.code).toBe('id_token_refused');
  });

  test('is of one workspace, and none tells whether another one exists', async () => {
    await trust({ workspace: 'other' });
    const [foreign, missing] = [
      await exchange(await idToken()),
      await exchange(await idToken(), {}, 'nowhere'),
    ];
    expect(foreign.json).toEqual(missing.json);
    expect(issuer.requests).toEqual([]);
    const { token } = (await exchange(await idToken(), {}, 'other')).json;
    expect((await acme.call('GET', '/lock', { token })).status).toBe(403);
  });
});

test('policies and tokens leave a trail, and so does what was refused', async () => {
  const policy = await trust();
  const { name } = (await exchange(await idToken())).json;
  await exchangeFor({ ref: 'refs/heads/feature' });
  await removeTrustPolicy(acme.store, policy.id, OPERATOR, acme.now);
  const { id, role } = policy;
  const told = { id, name: policy.name, role };
  const entries = (await acme.call('GET', '/audit', { token: acme.tokens.admin })).json.entries.reverse();
  expect(entries.filter(({ action }: { action: string }) => /^t(rust|oken)_/.test(action))).toMatchObject([
    { action: 'trust_created', by: OPERATOR, policy: told },
    { action: 'token_created', by: { token: 'flowlink-backend', user: name }, token: { name, role } },
    { action: 'trust_removed', by: OPERATOR, policy: told },
  ]);
  const trail: TrailEntry[] = [];
  for await (const entry of readTrail(acme.store, 0, { deniedOnly: true })) trail.push(entry);
  expect(trail).toMatchObject([
    {
      kind: 'denial',
      reason: 'id_token_refused',
      operation: 'exchangeToken',
      workspace: 'acme',
      token: null,
    },
  ]);
});

describe('claims', () => {
  const ORG = { repository: 'acme/stores' };
  test.for<[Record<string, string>, Record<string, unknown>, boolean]>([
    [ORG, {}, true],
    [ORG, { repository: 'acme/stores-2' }, false],
    [ORG, { repository: 'evil/acme/stores' }, false],
    [ORG, { repository: 'Acme/stores' }, false],
    [ORG, { repository: ['acme/stores'] }, false],
    [ORG, { repository: undefined }, false],
    [{ ...ORG, repository_id: '74' }, {}, true],
    [{ ...ORG, repository_id: '74' }, { repository_id: 74 }, true],
    [{ ...ORG, repository_id: '74' }, { repository_id: '75' }, false],
    [{ ...ORG, ref: 'refs/heads/release/*' }, { ref: 'refs/heads/release/1' }, true],
    [{ ...ORG, ref: 'refs/heads/release/*' }, { ref: 'refs/heads/release/1/2' }, false],
    [{ ...ORG, ref: 'refs/heads/release/*' }, { ref: 'refs/heads/release/' }, false],
    [{ ...ORG, ref: 'refs/heads/release/*' }, { ref: 'x/refs/heads/release/1' }, false],
    [{ ...ORG, environment: 'production' }, { environment: 'production' }, true],
    [{ ...ORG, environment: 'production' }, {}, false],
    [
      { project_path: 'acme/stores', ref: 'main', ref_type: 'branch' },
      { ref: 'main', ref_type: 'tag' },
      false,
    ],
    [
      { project_path: 'acme/stores', ref: 'main', ref_type: 'branch' },
      { repository: undefined, project_path: 'acme/stores', ref: 'main' },
      true,
    ],
    [{ ref_protected: 'true' }, { ref_protected: true }, true],
  ])('%j and %j: %s', async ([pinned, said, fits]) => {
    await trust({ claims: pinned });
    expect((await exchangeFor(said)).status).toBe(fits ? 200 : 403);
  });

  test.for<[unknown, boolean]>([
    [AUDIENCE, true],
    [[AUDIENCE], true],
    [[AUDIENCE, 'https://elsewhere.example.com'], false],
    ['https://elsewhere.example.com', false],
    [`${AUDIENCE}/`, false],
    [[], false],
    [undefined, false],
    ['', false],
  ])('the audience %j: %s', async ([aud, fits]) => {
    await trust();
    expect((await exchangeFor({ aud })).status).toBe(fits ? 200 : 403);
  });

  test('what is said of them is short and cannot control a terminal', async () => {
    await trust();
    const { json } = await exchangeFor({ ref: `\u001b[2J\u202e${'x'.repeat(5000)}` });
    expect(json.detail).not.toMatch(/[\p{C}]/u);
    expect(json.detail.length).toBeLessThan(500);
  });
});

describe('what is no good ID token', () => {
  const refused = async (token: string, detail: string) => {
    await trust();
    const { json } = await exchange(token);
    expect(json).toMatchObject({ status: 403, code: 'id_token_refused', detail });
    expect((await acme.store.tokens()).filter(({ policy }) => policy !== null)).toEqual([]);
  };
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const UNSIGNED = 'The ID token is not signed by one of the algorithms RS256, PS256, ES256, EdDSA.';
  const WRONG_SIGNATURE = 'The signature of the ID token is not that of its issuer.';
  const payloadOf = (token: string) => token.split('.')[1] ?? '';

  test.for<[string, (seconds: number) => Record<string, unknown>, string]>([
    ['expired', (now) => ({ iat: now - 400, exp: now - 31 }), 'The ID token has expired.'],
    ['not valid yet', (now) => ({ nbf: now + 31 }), 'The ID token is not valid yet.'],
    ['of the future', (now) => ({ iat: now + 31 }), 'The ID token was issued in the future.'],
    ['too old', (now) => ({ iat: now - 6 * 3600 - 31, nbf: undefined }), 'The ID token is too old.'],
    ['without an end', () => ({ exp: undefined }), 'The ID token lacks a usable claim exp.'],
    ['without a beginning', () => ({ iat: undefined }), 'The ID token lacks a usable claim iat.'],
    ['of odd times', () => ({ exp: 'tomorrow' }), 'The ID token lacks a usable claim exp.'],
  ])('%s', async ([, claims, detail]) => refused(await idToken(claims(acme.now.getTime() / 1000)), detail));

  test('within half a minute clocks may differ', async () => {
    await trust();
    const now = acme.now.getTime() / 1000;
    expect((await exchangeFor({ iat: now + 29, nbf: now + 29 })).status).toBe(200);
    expect((await exchangeFor({ iat: now - 300, exp: now - 29 })).status).toBe(200);
  });

  test('of alg none', async () => {
    const body = payloadOf(await idToken());
    // Without a signature it has not even the form.
    await trust();
    expect((await exchange(`${encoded({ alg: 'none' })}.${body}.`)).json.code).toBe('invalid_request');
    await refused(`${encoded({ alg: 'none' })}.${body}.AAAA`, UNSIGNED);
  });

  test('of HS256, with the public key as the secret', async () => {
    const key = await issuer.addKey('RS256');
    const body = `${encoded({ alg: 'HS256', kid: key.kid })}.${payloadOf(await idToken())}`;
    const signature = createHmac('sha256', JSON.stringify(key.shown)).update(body).digest('base64url');
    await refused(`${body}.${signature}`, UNSIGNED);
  });

  test('of another signature, or of a key that says another algorithm', async () => {
    const [head, body, signature = ''] = (await idToken()).split('.');
    const other = await idToken({ ref: 'refs/heads/feature' });
    await refused(`${head}.${payloadOf(other)}.${signature}`, WRONG_SIGNATURE);
    await refused(`${head}.${body}.${'A'.repeat(signature.length)}`, WRONG_SIGNATURE);
  });

  test('of a key of somebody else under the same name', async () => {
    const other = await LocalIssuer.start();
    try {
      await refused(await other.idToken(acme.now, { iss: issuer.url }, { kid: 'key-1' }), WRONG_SIGNATURE);
    } finally {
      await other.close();
    }
  });

  test('of an issuer that no policy names, which is never contacted', async () => {
    const other = await LocalIssuer.start();
    try {
      const detail = 'No trust policy of the workspace names the issuer of this ID token.';
      await refused(await other.idToken(acme.now), detail);
      await refused(await other.idToken(acme.now, { iss: `${issuer.url}/` }), detail);
      await refused('a.b.c', detail);
      expect([...other.requests, ...issuer.requests]).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test.for(['RS256', 'PS256', 'ES256', 'EdDSA'])('%s is one that is accepted', async (alg) => {
    await trust();
    const key = await issuer.addKey(alg);
    expect((await exchange(await issuer.idToken(acme.now, {}, { key }))).status).toBe(200);
  });

  test.for(['ES384', 'RS512'])('%s is not', async (alg) => {
    const key = await issuer.addKey(alg);
    await refused(await issuer.idToken(acme.now, {}, { key }), UNSIGNED);
  });

  test('too much of it', async () => {
    const { status, json } = await exchange(`a.${'b'.repeat(20_000)}.c`);
    expect([status, json.code]).toEqual([400, 'invalid_request']);
    expect((await exchange(`a.${'b'.repeat(40_000)}.c`)).json).toMatchObject({
      code: 'payload_too_large',
      detail: 'The limit is 32768 bytes.',
    });
  });
});

describe('the keys of the issuer', () => {
  test('are fetched once and kept for ten minutes', async () => {
    await trust();
    for (let i = 0; i < 3; i++) expect((await exchange(await idToken())).status).toBe(200);
    expect(issuer.requests).toEqual(['/.well-known/openid-configuration', '/keys']);
    acme.wait(600);
    expect((await exchange(await idToken())).status).toBe(200);
    expect(issuer.requests).toHaveLength(4);
  });

  test('are fetched once for all who ask at the same time', async () => {
    await trust();
    const token = await idToken();
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(issuer.requests).toHaveLength(2);
  });

  test('are looked for again when one is not known, but not more than twice a minute', async () => {
    await trust();
    await exchange(await idToken());
    await issuer.rotate();
    const unknown = 'The ID token is signed by a key that its issuer does not name.';
    acme.wait(29);
    expect((await exchange(await idToken())).json.detail).toBe(unknown);
    expect(issuer.requests).toHaveLength(2);
    acme.wait(1);
    expect((await exchange(await idToken())).status).toBe(200);
    expect(issuer.requests).toHaveLength(4);
    // Invented names of keys.
    acme.wait(30);
    for (let i = 0; i < 5; i++) {
      const invented = await issuer.idToken(acme.now, {}, { kid: `invented-${i}` });
      expect((await exchange(invented)).json.detail).toBe(unknown);
    }
    expect(issuer.requests).toHaveLength(6);
  });

  test.for<[Manner, string]>([
    ['status 500', 'it answers with status 500'],
    ['redirect', 'it answers with a redirect, which is not followed'],
    ['endlessly', 'its answer has more than 262144 bytes'],
    ['HTML', 'its answer is not a JSON document'],
    ['as another issuer', 'its discovery document is that of another issuer'],
    ['keys elsewhere in the clear', 'its discovery document names no https:// address of its keys'],
    ['no keys', 'its keys are not a JSON Web Key Set'],
  ])('an issuer that answers %s is told of', async ([manner, reason]) => {
    await trust();
    issuer.manner = manner;
    const { json } = await exchange(await idToken());
    expect(json).toMatchObject({ status: 503, code: 'issuer_unreachable' });
    expect(json.detail).toBe(`The keys of ${issuer.url} cannot be fetched: ${reason}.`);
    // It is soon asked again, though not at once.
    issuer.manner = 'well';
    expect((await exchange(await idToken())).status).toBe(503);
    acme.wait(2);
    expect((await exchange(await idToken())).status).toBe(200);
  });

  test('an issuer that does not answer is not waited for', async () => {
    await trust();
    issuer.manner = 'not at all';
    const keys = new IssuerKeys(100);
    const exchanging = exchangeToken(acme.store, keys, 'acme', { id_token: await idToken() }, acme.now);
    expect(await exchanging).toMatchObject({
      refused: 'issuer_unreachable',
      detail: expect.stringContaining('it does not answer in time'),
    });
  });

  test('an issuer that is down is told of', async () => {
    const gone = await LocalIssuer.start();
    const token = await gone.idToken(acme.now);
    await gone.close();
    await trust({ issuer: gone.url });
    expect((await exchange(token)).json.detail).toContain('the connection failed (ECONNREFUSED)');
  });
});

test('neither token is in the log or at rest', async () => {
  await trust();
  const good = await idToken();
  const bad = await idToken({ ref: 'refs/heads/feature' });
  const { token } = (await exchange(good)).json;
  await exchange(bad);
  await exchange(good, { renew: token, nonsense: true });
  expect(acme.log).toContain('exchangeToken');
  const kept = Buffer.concat(await acme.database.atRest()).toString('latin1');
  for (const secret of [good, bad, token]) {
    expect(acme.log).not.toContain(secret);
    expect(kept).not.toContain(secret);
  }
});
