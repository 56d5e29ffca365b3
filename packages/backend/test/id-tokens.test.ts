// An ID token counts only if its issuer signed it, for now; and the issuer is asked for its keys no more than is needed.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exchangeToken } from '../src/oidc/exchange.ts';
import { IssuerKeys } from '../src/oidc/issuer-keys.ts';
import { LocalIssuer, type Manner } from './issuer.ts';
import {
  acme,
  exchange,
  exchangeFor,
  idToken,
  issuer,
  openTrustingWorkspaces,
  trust,
} from './trusting-workspace.ts';

openTrustingWorkspaces();

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
