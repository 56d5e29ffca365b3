// ID tokens are exchanged for tokens of the workspace if, and only if, a trust policy says so.
import { describe, expect, test } from 'vitest';
import { readTrail } from '../src/audit/trail.ts';
import type { TrailEntry } from '../src/audit/trail-entry.ts';
import { removeTrustPolicy } from '../src/oidc/trust.ts';
import { revokeToken } from '../src/tokens/issue-token.ts';
import { hashToken } from '../src/tokens/token.ts';
import {
  AUDIENCE,
  acme,
  exchange,
  exchangeFor,
  idToken,
  issuer,
  OPERATOR,
  openTrustingWorkspaces,
  trust,
} from './trusting-workspace.ts';
import { RUN } from './workspace.ts';

openTrustingWorkspaces();

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
