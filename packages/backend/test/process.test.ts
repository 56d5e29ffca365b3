// The real program: started, used over HTTP, killed and started again.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const bin = fileURLToPath(new URL('../bin/flowlink-backend.js', import.meta.url));
let dataDir: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'flowlink-')), 'data');
});

afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
  rmSync(join(dataDir, '..'), { recursive: true });
});

async function serve(...more: string[]): Promise<{ url: string; process: ChildProcess; lines: string[] }> {
  const argv = [bin, 'serve', '--data', dataDir, '--port', '0', ...more];
  const process = spawn(globalThis.process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(process);
  const reader = createInterface(process.stdout as NodeJS.ReadableStream);
  const lines: string[] = [];
  reader.on('line', (line) => lines.push(line));
  const [line] = (await once(reader, 'line')) as [string];
  expect(line).toMatch(/^flowlink-backend listening on http:\/\/127\.0\.0\.1:\d+$/);
  return { url: line.split(' ').at(-1) ?? '', process, lines };
}

function run(...argv: string[]) {
  return spawnSync(globalThis.process.execPath, [bin, ...argv], { encoding: 'utf8' });
}

test('a start loads nothing of the client of the web that Node has in it', async () => {
  const tell = 'process.on("exit", () => console.log(process.moduleLoadList.join()))';
  const process = spawn(
    globalThis.process.execPath,
    ['--import', `data:text/javascript,${tell}`, bin, 'serve', '--data', dataDir, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  started.push(process);
  let text = '';
  process.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await vi.waitUntil(() => text.includes('listening'), { timeout: 20_000 });
  process.kill('SIGTERM');
  await once(process, 'close');
  expect(text).toContain('NativeModule http');
  expect(text).not.toContain('undici');
});

test('what was answered survives SIGKILL', async () => {
  const first = await serve();
  const token = run(
    'token',
    'create',
    '--data',
    dataDir,
    '--workspace',
    'acme',
    '--role',
    'write',
  ).stdout.trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const config = {
    platform: 'bigcommerce',
    store_url: 'https://a.b',
    store_hash: 'abc',
    client_id: 'c',
    scopes: [],
  };
  const put = (url: string, name: string) =>
    fetch(`${url}/v1/workspaces/acme/connections/${name}`, {
      method: 'PUT',
      headers: { ...headers, 'if-none-match': '*' },
      body: JSON.stringify({ config, secrets: { access_token: 'secret' } }),
    });
  const answered: string[] = [];
  const writing = Array.from({ length: 200 }, async (_, index) => {
    const response = await put(first.url, `store-${index}`).catch(() => undefined);
    if (response?.status !== 201) return;
    answered.push(`store-${index}`);
    if (answered.length === 20) first.process.kill('SIGKILL');
  });
  await Promise.all(writing);
  const second = await serve();
  const listing = (await (
    await fetch(`${second.url}/v1/workspaces/acme/connections`, { headers })
  ).json()) as { connections: { name: string }[] };
  const names = listing.connections.map(({ name }) => name);
  expect(answered.length).toBeGreaterThanOrEqual(20);
  expect(names).toEqual(expect.arrayContaining(answered));
  expect((await put(second.url, 'one-more')).status).toBe(201);
});

test('SIGTERM ends it with exit code 0', async () => {
  const { process } = await serve();
  process.kill('SIGTERM');
  expect(await once(process, 'exit')).toEqual([0, null]);
});

test('it is not ready while it waits to stop, and a second signal ends it at once', async () => {
  const { url, process } = await serve('--stop-delay', '600');
  process.kill('SIGTERM');
  await vi.waitUntil(async () => (await fetch(`${url}/readyz`)).status === 503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  process.kill('SIGTERM');
  expect(await once(process, 'exit')).toEqual([null, 'SIGTERM']);
});

test('/metrics has a port of its own if that is wanted, with the figures of the process', async () => {
  const { url, lines } = await serve('--metrics-port', '0');
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  await vi.waitUntil(() => lines.length === 2);
  expect(lines[1]).toMatch(/^flowlink-backend metrics on http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const text = await (await fetch(lines[1]?.split(' ').at(-1) ?? '')).text();
  expect(text).toContain('flowlink_requests_total{operation="none",status="4xx"} 1');
  const figure = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  expect(figure('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(figure('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(Math.abs(figure('process_start_time_seconds') - Date.now() / 1000)).toBeLessThan(60);
});

test('what it cannot listen on is told in a sentence', async () => {
  const { port } = new URL((await serve()).url);
  const told = (...flags: string[]) => {
    const { status, stdout, stderr } = run('serve', '--data', join(dataDir, 'other'), ...flags);
    expect([status, stdout]).toEqual([1, '']);
    return stderr;
  };
  expect(told('--port', port)).toBe(
    `flowlink-backend: It cannot listen on 127.0.0.1:${port}: the port is in use by another program; choose another one with --port.\n`,
  );
  expect(told('--port', '0', '--metrics-port', port)).toBe(
    `flowlink-backend: It cannot listen on 127.0.0.1:${port}: the port is in use by another program; choose another one with --metrics-port.\n`,
  );
  expect(told('--port', '0', '--host', '192.0.2.1')).toBe(
    'flowlink-backend: It cannot listen on 192.0.2.1:0: the address is not one of this machine; choose another one with --host.\n',
  );
  expect(told('--port', '0', '--host', 'nowhere.invalid')).toMatch(
    /^flowlink-backend: It cannot listen on nowhere\.invalid:0: the name of the host (is not known; choose another one with --host|cannot be resolved now)\.\n$/,
  );
});

test('the key is made once, for its owner only, and another key is refused', async () => {
  const { process } = await serve();
  process.kill('SIGKILL');
  expect(statSync(join(dataDir, 'encryption.key')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  writeFileSync(join(dataDir, 'encryption.key'), Buffer.alloc(32).toString('base64'));
  const { status, stderr } = run('serve', '--data', dataDir, '--port', '0');
  expect(status).toBe(1);
  expect(stderr).toBe(
    'flowlink-backend: This is not the encryption key that the secrets in this database were encrypted with.\n',
  );
});

test('a key that is gone is asked for, and none is made in its place', async () => {
  (await serve()).process.kill('SIGKILL');
  rmSync(join(dataDir, 'encryption.key'));
  expect(run('serve', '--data', dataDir, '--port', '0')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `flowlink-backend: There is no encryption.key in ${dataDir}, and the secrets in the database were encrypted with one; put it back, or name it with FLOWLINK_ENCRYPTION_KEY or --key-file.\n`,
  });
  expect(existsSync(join(dataDir, 'encryption.key'))).toBe(false);
});

test.for<[string[], string]>([
  [[], 'A command is needed.'],
  [['sevre'], 'There is no command “sevre”.'],
  [['serve', '--dta', 'x'], "Unknown option '--dta'"],
  [['serve'], 'A database is needed: --data DIR, --database URL, or FLOWLINK_DATABASE_URL.'],
  [['serve', '--data', 'x', '--database', 'postgres://y'], 'give one of the two.'],
  [['serve', '--data', 'x', '--role', 'read'], '“serve” takes no --role.'],
  [['serve', '--data', 'x', '--port', '99999'], '--port takes a number up to 65535.'],
  [['serve', '--data', 'x', '--metrics-port', 'a'], '--metrics-port takes a number up to 65535.'],
  [['serve', '--data', 'x', '--log-level', 'all'], '--log-level takes one of silent, error, warn, info.'],
  [['serve', '--data', 'x', '--rate-limit', '10'], '--rate-limit takes requests per second, such as 100/s'],
  [['serve', '--data', 'x', '--rate-limit', '0/s'], '--rate-limit takes requests per second, such as 100/s'],
  [['serve', '--data', 'x', '--rate-burst', '10'], '--rate-burst goes with a rate.'],
  [['serve', '--data', 'x', '--rate-limit', '1/s', '--rate-burst', '0'], '--rate-burst takes the number'],
  [['serve', '--data', 'x', '--trust-proxy', 'yes'], '--trust-proxy takes the addresses or networks'],
  [['serve', '--data', 'x', '--trust-proxy', '10.0.0.0/33'], '--trust-proxy takes the addresses or networks'],
  [['serve', '--data', 'x', '--stop-delay', '1m'], '--stop-delay takes a number of seconds up to 999.'],
  [
    ['token', 'create', '--data', '/nowhere', '--workspace', 'acme', '--role', 'owner'],
    'token create needs --role read|write|admin.',
  ],
  [
    ['token', 'create', '--data', '/nowhere', '--workspace', 'Acme', '--role', 'read'],
    'token create needs --workspace NAME; names have 1 to 63 lower-case letters, digits, hyphens and underscores.',
  ],
  [['token', 'list', '--data', '/nowhere'], 'There is no database in /nowhere'],
  [['token', 'list', 'acme', '--data', '/nowhere'], 'token list takes no “acme”.'],
  [['token', 'revoke', '--data', '/nowhere'], 'token revoke needs one ID; `token list` shows them.'],
  [['token', 'renew'], 'There is no command “token renew”.'],
  [['audit'], 'There is no command “audit”.'],
  ...[
    ['--expires', 'soon', '--expires takes hours (12h), days (90d) or a date (2027-01-31)'],
    ['--expires', '2027-02-30', '--expires takes hours'],
    ['--expires', '2020-01-01', '--expires takes a time to come; 2020-01-01 is past.'],
    ['--name', 'flowlink-backend', '--name takes 1 to 100 printable characters, and not “flowlink-backend”.'],
    ['--name', 'a\nb', '--name takes 1 to 100 printable characters'],
    ['--name', '', '--name takes 1 to 100 printable characters'],
  ].map(([flag = '', value = '', message = '']): [string[], string] => [
    ['token', 'create', '--data', '/nowhere', '--workspace', 'acme', '--role', 'read', flag, value],
    message,
  ]),
  [['audit', 'export', '--data', '/nowhere', '--since', 'ever'], '--since takes hours (12h), days (90d)'],
  [['audit', 'export', '--data', '/nowhere', '--after', '-'], '--after takes the position of an entry.'],
  [['audit', 'export', '--data', '/nowhere', '--json'], '“audit export” takes no --json.'],
])('%j is refused with exit code 1', ([argv, message]) => {
  const { status, stdout, stderr } = run(...argv);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('tokens are listed without what would let anyone use them, and can be revoked', async () => {
  const { url } = await serve();
  const create = (...flags: string[]) =>
    run('token', 'create', '--data', dataDir, '--workspace', 'acme', '--role', 'read', ...flags);
  const { stdout, stderr } = create('--name', 'ci');
  expect(stderr).toContain('It does not expire; `--expires 90d` gives a token an end.');
  const token = stdout.trim();
  const ask = async () =>
    fetch(`${url}/v1/workspaces/acme/connections`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  expect(create('--expires', '2999-12-31').stderr).toContain('It expires at 2999-12-31T00:00:00.000Z.');

  const list = (...flags: string[]) => run('token', 'list', '--data', dataDir, ...flags).stdout;
  const [header, ci, unnamed, ...more] = list().split('\n');
  expect(header).toMatch(/^ID {20}WORKSPACE {2}ROLE {2}NAME {5}CREATED {12}LAST USED {10}EXPIRES {12}STATE$/);
  const minute = String.raw`\d{4}-\d\d-\d\d \d\d:\d\dZ`;
  expect(ci).toMatch(
    new RegExp(`^tok_\\w{16}  acme       read  ci       ${minute}  ${minute}  never              active$`),
  );
  expect(unnamed).toMatch(
    new RegExp(
      `^tok_\\w{16}  acme       read  unnamed  ${minute}  never              2999-12-31 00:00Z  active$`,
    ),
  );
  expect(more).toEqual(['']);
  expect(list() + list('--json')).not.toContain(token);

  const id = ci?.split(' ')[0] ?? '';
  const revoke = () => run('token', 'revoke', '--data', dataDir, id);
  expect(revoke()).toMatchObject({ status: 0, stderr: '' });
  expect(await (await ask()).json()).toMatchObject({ status: 401, ended: { by: 'revocation' } });
  expect(revoke()).toMatchObject({ status: 0, stderr: expect.stringContaining(`${id} was revoked at 2`) });
  expect(run('token', 'revoke', '--data', dataDir, 'tok_no')).toMatchObject({
    status: 1,
    stderr: 'flowlink-backend: there is no token tok_no.\n',
  });
  const { tokens } = JSON.parse(list('--json', '--workspace', 'acme'));
  expect(tokens[0]).toEqual({
    id,
    workspace: 'acme',
    role: 'read',
    name: 'ci',
    source: 'cli',
    created_at: expect.any(String),
    last_used_at: expect.any(String),
    expires_at: null,
    revoked_at: expect.any(String),
    state: 'revoked',
  });
  expect(list('--workspace', 'other')).toBe('There are no tokens.\n');
});

test('the trail is exported beside a running server and taken up again', async () => {
  const { url, process } = await serve();
  run('token', 'create', '--data', dataDir, '--workspace', 'acme', '--role', 'read', '--name', 'ci');
  for (let count = 0; count < 3; count++) await fetch(`${url}/v1/workspaces/other/lock`);
  const exported = (...flags: string[]) =>
    run('audit', 'export', '--data', dataDir, ...flags)
      .stdout.split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const denial = { kind: 'denial', workspace: 'other', reason: 'token_missing', operation: 'getLock' };
  expect(exported()).toMatchObject([
    { kind: 'write', position: 1, workspace: 'acme', action: 'token_created', token: { name: 'ci' } },
    { ...denial, position: 2, count: 1 },
  ]);
  expect(exported('--workspace', 'acme')).toHaveLength(1);
  expect(exported('--since', '1h')).toHaveLength(2);
  expect(exported('--since', '2999-01-01')).toEqual([]);
  process.kill('SIGTERM');
  await once(process, 'exit');
  expect(exported('--denied', '--after', '2')).toMatchObject([{ ...denial, position: 3, count: 2 }]);
});
