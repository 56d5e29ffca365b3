// Workspaces are walls: every operation, every token, every workspace, over real sockets.
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Operation, operations } from '@flowlink/schema';
import * as valid from '@flowlink/schema/validators/responses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permits, type Role } from '../src/tokens/token.ts';
import { asNew, config, HOLDER, RUN, SECRET, Workspace } from './workspace.ts';

/** The name of the foreign connection, which nobody else may ever see. */
const THEIRS = 'theirs-alone';
const WORKSPACES = { own: 'acme', foreign: 'other', 'foreign that does not exist': 'nowhere' } as const;
const TOKENS = ['none', 'malformed', 'unknown', 'expired', 'revoked', 'read', 'write', 'admin'] as const;
const ended = '2025-01-01T00:00:00.000Z';

let acme: Workspace;
let port: number;
let authorizations: Record<(typeof TOKENS)[number], string | undefined>;

beforeAll(async () => {
  acme = await Workspace.open();
  await acme.app.listen({ port: 0, host: '127.0.0.1' });
  port = (acme.app.server.address() as AddressInfo).port;
  const token = (role: Role, more = {}) => acme.token(role, `${role}-token`, 'acme', more);
  authorizations = {
    none: undefined,
    malformed: 'Bearer fl_ not one',
    unknown: 'Bearer fl_unknown',
    expired: `Bearer ${await token('admin', { expires_at: ended })}`,
    revoked: `Bearer ${await token('admin', { revoked_at: ended })}`,
    read: `Bearer ${acme.tokens.read}`,
    write: `Bearer ${acme.tokens.write}`,
    admin: `Bearer ${acme.tokens.admin}`,
  };
  const foreign = { token: acme.tokens.foreign };
  const path = '/v1/workspaces/other';
  await acme.call('PUT', `${path}/connections/${THEIRS}`, {
    ...foreign,
    body: { config: config(), secrets: { access_token: SECRET } },
    headers: asNew(),
  });
  await acme.call('POST', `${path}/runs`, {
    ...foreign,
    body: { id: RUN, mode: 'apply', holder: HOLDER, planned: 1 },
  });
  await acme.call('PUT', `${path}/lock`, {
    ...foreign,
    body: { run: RUN, holder: HOLDER, lease_seconds: 3600 },
  });
});
afterAll(() => acme.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** Sends the path as it is written, which fetch would not. */
function ask(
  method: string,
  path: string,
  authorization: string | undefined,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part);
        const { statusCode = 0, headers: given } = response;
        resolve({ status: statusCode, body: Buffer.concat(parts).toString(), headers: given });
      },
    );
    sent.on('error', reject).end(text);
  });
}

/** A request that would do what the operation does, were it permitted. */
const requests: Partial<
  Record<keyof typeof operations, { body?: object; headers?: Record<string, string> }>
> = {
  putConnection: {
    body: { config: config({ client_id: 'intruder' }), secrets: { access_token: SECRET } },
    headers: { 'if-match': '"1"' },
  },
  deleteConnection: { headers: { 'if-match': '"1"' } },
  moveConnection: { body: { to: 'taken' }, headers: { 'if-match': '"1"' } },
  forgetConnection: { headers: { 'if-match': '"1"', 'flowlink-run': RUN } },
  recordVerification: { body: { status: 'verified' }, headers: { 'if-match': '"1"' } },
  acquireLock: { body: { run: RUN, holder: HOLDER, lease_seconds: 60 } },
  openRun: { body: { id: RUN, mode: 'apply', holder: HOLDER, planned: 1 } },
  closeRun: { body: { outcome: 'succeeded', counts: { done: 0, failed: 0, not_started: 0 } } },
};

const pathOf = ({ path }: Operation, workspace: string) =>
  path
    .replace('{workspace}', workspace)
    .replace('{name}', THEIRS)
    .replace(/\{\w+\}/, RUN) + (path.endsWith('/lock') ? `?run=${RUN}&force=true` : '');

/** All that is kept of a workspace. */
async function dump(workspace: string): Promise<string> {
  const { store } = acme;
  const kept = [
    await store.connections(workspace, '', 1000),
    await store.runs(workspace, Number.MAX_SAFE_INTEGER, 1000),
    await store.lock(workspace),
    await store.audit(workspace, Number.MAX_SAFE_INTEGER, 1000),
    (await store.tokens()).filter((token) => token.workspace === workspace),
    await store.transaction(workspace, (tx) => tx.trace(workspace, THEIRS)),
  ];
  return JSON.stringify(kept);
}

describe.for(Object.entries(operations) as [keyof typeof operations, Operation][])(
  '%s',
  ([id, operation]) => {
    /** As the contract has it; the answer to a request that may be made depends on much else. */
    const expected = (token: (typeof TOKENS)[number], isOwn: boolean): number | 'permitted' => {
      if (operation.role === null) return 'permitted';
      if (token !== 'read' && token !== 'write' && token !== 'admin') return 401;
      return isOwn && permits(token, operation.role) ? 'permitted' : 403;
    };

    test.for(TOKENS)('with the token: %s', async (token) => {
      const before = await Promise.all([dump('other'), dump('nowhere')]);
      const answers: Answer[] = [];
      for (const [which, workspace] of Object.entries(WORKSPACES)) {
        const { body, headers } = requests[id] ?? {};
        const path = pathOf(operation, workspace);
        const answer = await ask(operation.method, path, authorizations[token], body, headers);
        const wanted = expected(token, which === 'own');
        if (wanted === 'permitted') expect([401, 403, 405, 500]).not.toContain(answer.status);
        else expect(answer.status, which).toBe(wanted);
        if (operation.role !== null) expect(answer.body).not.toContain(THEIRS);
        if (which !== 'own') answers.push(answer);
      }
      expect(await Promise.all([dump('other'), dump('nowhere')])).toEqual(before);
      // Whether the foreign workspace exists cannot be told.
      const [exists, not] = answers.map(({ status, body, headers: { date: _, ...headers } }) => ({
        status,
        body,
        headers,
      }));
      if (operation.role !== null) expect(exists).toEqual(not);
    });
  },
);

describe('odd spellings', () => {
  const SPELLINGS = [
    'OTHER',
    'Other',
    'oth%65r',
    '%6Fther',
    'other%00',
    'other%20',
    '%20other',
    'other.',
    'other%2F',
    'other;x',
    'other%3Fx',
    'other%23x',
    'acme/../other',
    'acme/..%2Fother',
    'acme%2F..%2Fother',
    'acme%2f..%2fother',
    'acme%252F..%252Fother',
    'acme\\..\\other',
    'acme%5C..%5Cother',
    './other',
    '../workspaces/other',
    '/other',
    'other/',
    'acme//other',
    'acme,other',
    'acme%00other',
    '%EF%BC%8Fother',
    'o%CC%88ther',
    '%E2%80%8Bother',
    '%C0%AFother',
    '%',
    '%zz',
    '*',
    '',
  ];

  test.for(SPELLINGS)('%j leads to no other workspace', async (spelling) => {
    const before = await dump('other');
    for (const rest of ['/connections', `/connections/${THEIRS}`, '/lock', '/runs', '/audit']) {
      const answer = await ask('GET', `/v1/workspaces/${spelling}${rest}`, authorizations.admin);
      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.body).not.toContain(THEIRS);
      expect(valid.problem(JSON.parse(answer.body))).toBe(true);
    }
    const { body, headers } = requests.putConnection ?? {};
    const put = `/v1/workspaces/${spelling}/connections/${THEIRS}`;
    const answer = await ask('PUT', put, authorizations.admin, body, headers);
    expect([400, 403, 404]).toContain(answer.status);
    expect(await dump('other')).toBe(before);
  });

  test.for(['acme', '%61cme', 'ac%6De'])('%j is the own workspace', async (spelling) => {
    const path = `/v1/workspaces/${spelling}/connections`;
    expect((await ask('GET', path, authorizations.read)).status).toBe(200);
    expect((await ask('GET', path, `Bearer ${acme.tokens.foreign}`)).status).toBe(403);
  });

  test.for(['acme/', '/acme', 'acme//', 'ACME', 'acme%2F', 'acme%20'])(
    '%j is no workspace',
    async (spelling) => {
      const { status } = await ask('GET', `/v1/workspaces/${spelling}/connections`, authorizations.read);
      expect([400, 403, 404]).toContain(status);
    },
  );

  test.for([
    // A connection without a name.
    ['/v1/workspaces/acme/connections/', 400],
    ['/v1/workspaces/acme/lock/', 404],
    ['//v1/workspaces/acme/connections', 404],
    ['/V1/workspaces/acme/lock', 404],
  ] as const)('%s answers %i', async ([path, status]) => {
    expect((await ask('GET', path, authorizations.read)).status).toBe(status);
  });

  test('the workspace in a header, a query or a body is not listened to', async () => {
    const answer = await ask('GET', '/v1/workspaces/other/connections', authorizations.admin, undefined, {
      'x-original-url': '/v1/workspaces/acme/connections',
      'x-forwarded-prefix': '/acme',
      'flowlink-workspace': 'acme',
    });
    expect(answer.status).toBe(403);
    const query = await ask('GET', '/v1/workspaces/acme/connections?workspace=other', authorizations.admin);
    expect(query.status).toBe(400);
  });
});
