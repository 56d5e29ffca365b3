// The real program on PostgreSQL: two instances as one, one of them killed; and what it says of a database that it cannot use.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin/flowlink-backend.js', import.meta.url));
const server = new URL(inject('postgresUrl') ?? '');
const key = randomBytes(32).toString('base64');
const started: ChildProcess[] = [];
let url: string;

beforeEach(async () => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const sql = postgres(server.href, { max: 1 });
  await sql`CREATE DATABASE ${sql(name)}`;
  await sql.end();
  url = new URL(`/${name}`, server).href;
});

afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
});

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  FLOWLINK_ENCRYPTION_KEY: key,
  FLOWLINK_DATABASE_URL: url,
  ...more,
});

async function serve(): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: environment(),
  });
  started.push(child);
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
  return { url: line.split(' ').at(-1) ?? '', process: child };
}

function run(argv: readonly string[], more: Record<string, string> = {}) {
  return spawnSync(process.execPath, [bin, ...argv], { encoding: 'utf8', env: environment(more) });
}

test('what one instance answered, another one has, also after SIGKILL', async () => {
  const [first, second] = await Promise.all([serve(), serve()]);
  const token = run(['token', 'create', '--workspace', 'acme', '--role', 'write']).stdout.trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const put = await fetch(`${first.url}/v1/workspaces/acme/connections/acme-us`, {
    method: 'PUT',
    headers: { ...headers, 'if-none-match': '*' },
    body: JSON.stringify({
      config: {
        platform: 'bigcommerce',
        store_url: 'https://acme-us.mybigcommerce.com',
        store_hash: 'g5cd38',
        client_id: 'client',
        scopes: [],
      },
      secrets: { access_token: 'secret' },
    }),
  });
  expect(put.status).toBe(201);
  first.process.kill('SIGKILL');
  const got = await fetch(`${second.url}/v1/workspaces/acme/connections/acme-us`, { headers });
  expect(await got.json()).toMatchObject({ name: 'acme-us', config: { store_hash: 'g5cd38' } });
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  const [listed] = JSON.parse(run(['token', 'list', '--json']).stdout).tokens;
  expect(listed).toMatchObject({ workspace: 'acme', role: 'write', state: 'active' });
  expect(run(['token', 'revoke', listed.id]).status).toBe(0);
  expect((await fetch(`${second.url}/v1/workspaces/acme/connections`, { headers })).status).toBe(401);
  const trail = run(['audit', 'export']).stdout.split('\n').filter(Boolean);
  const kinds = trail.map((line) => JSON.parse(line)).map(({ action, reason }) => action ?? reason);
  expect(kinds).toEqual(['token_created', 'connection_created', 'token_revoked', 'token_revoked']);
  expect(run(['audit', 'export', '--after', '4']).stdout).toBe('');
});

test('another key is refused', async () => {
  await serve();
  const { status, stderr } = run(['serve', '--port', '0'], {
    FLOWLINK_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  });
  expect(status).toBe(1);
  expect(stderr).toContain('This is not the encryption key');
});

test('what cannot be used is named, and no password with it', () => {
  const gone = new URL('/nowhere', server).href;
  const wrong = new URL(url);
  wrong.password = 'wrong-password';
  for (const [FLOWLINK_DATABASE_URL, reason] of [
    [gone, 'there is no database of this name'],
    [wrong.href, 'the password is wrong'],
    ['postgres://me:wrong-password@127.0.0.1:1/flowlink', 'nothing answers at its address'],
    ['mysql://me:wrong-password@127.0.0.1/flowlink', 'such as postgres://'],
  ] as const) {
    const { status, stdout, stderr } = run(['serve'], { FLOWLINK_DATABASE_URL });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('wrong-password');
    expect(stderr).not.toContain(server.password);
  }
  const keyless = run(['serve'], { FLOWLINK_ENCRYPTION_KEY: '' });
  expect(keyless.status).toBe(1);
});

test('a newer version has been here', async () => {
  (await serve()).process.kill('SIGTERM');
  const sql = postgres(url, { max: 1, connection: { search_path: 'flowlink' } });
  await sql`INSERT INTO migrations VALUES (999, now())`;
  await sql.end();
  const { status, stderr } = run(['serve']);
  expect(status).toBe(1);
  expect(stderr).toContain('written by a newer version');
});
