// The real program: started, used over HTTP and stopped.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aStore, everything } from './a-store.ts';

const bin = fileURLToPath(new URL('../bin/flowlink-sandbox.js', import.meta.url));
let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowlink-sandbox-'));
});

afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function fileOf(content: string): string {
  const file = join(folder, 'stores.json');
  writeFileSync(file, content);
  return file;
}

async function serve(): Promise<{ url: string; process: ChildProcess }> {
  const stores = fileOf(JSON.stringify([aStore('abc', { orders: 1 })]));
  const process = spawn(globalThis.process.execPath, [bin, 'serve', '--stores', stores, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(process);
  const [line] = (await once(createInterface(process.stdout as NodeJS.ReadableStream), 'line')) as [string];
  expect(line).toMatch(/^flowlink-sandbox listening on http:\/\/127\.0\.0\.1:\d+$/);
  return { url: line.split(' ').at(-1) ?? '', process };
}

function run(...argv: string[]) {
  return spawnSync(globalThis.process.execPath, [bin, ...argv], { encoding: 'utf8' });
}

test('it serves the stores of the file, and its faults can be switched', async () => {
  const { url } = await serve();
  const orders = () =>
    fetch(`${url}/stores/abc/v2/orders`, { headers: { 'x-auth-token': everything.access_token } });
  expect(await (await orders()).json()).toEqual([{ id: 100 }]);
  await fetch(`${url}/_sandbox/stores/abc/fault`, { method: 'PUT', body: '{"kind":"maintenance"}' });
  expect((await orders()).status).toBe(503);
  const counted = (await (await fetch(`${url}/_sandbox/requests`)).json()) as object;
  expect(counted).toMatchObject({ abc: { paths: { 'GET /v2/orders': 2 } } });
});

test('SIGTERM ends it with exit code 0, also while a request hangs', async () => {
  const { url, process } = await serve();
  await fetch(`${url}/_sandbox/stores/abc/fault`, { method: 'PUT', body: '{"kind":"hang"}' });
  const hanging = fetch(`${url}/stores/abc/v2/time`).catch(() => 'dropped');
  process.kill('SIGTERM');
  expect(await once(process, 'exit')).toEqual([0, null]);
  expect(await hanging).toBe('dropped');
});

test.for<[string[], string]>([
  [[], 'A command is needed.'],
  [['sevre'], 'There is no command “sevre”.'],
  [['serve', '--stroes', 'x'], "Unknown option '--stroes'"],
  [['serve'], 'serve needs --stores FILE.'],
  [['serve', 'x', '--stores', 'x'], 'serve takes no “x”.'],
  [['serve', '--stores', 'x', '--port', '99999'], '--port takes a number up to 65535.'],
  [['serve', '--stores', '/nowhere.json'], '/nowhere.json cannot be read (ENOENT).'],
])('%j is refused with exit code 1', ([argv, message]) => {
  const { status, stdout, stderr } = run(...argv);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a port that is taken is said to be', async () => {
  const { url } = await serve();
  const { status, stderr } = run(
    'serve',
    '--stores',
    join(folder, 'stores.json'),
    '--port',
    new URL(url).port,
  );
  expect([status, stderr]).toEqual([
    1,
    'flowlink-sandbox: The port is in use by another program; choose another one with --port.\n',
  ]);
});

test('a file that is not JSON is not quoted, for it holds tokens', () => {
  const { status, stderr } = run('serve', '--stores', fileOf('access_token: s3cret'));
  expect(status).toBe(1);
  expect(stderr).toBe(`flowlink-sandbox: ${join(folder, 'stores.json')} is not JSON.\n`);
});

test('help and version', () => {
  expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(run('--version').stdout).toMatch(/^flowlink-sandbox \d+\.\d+\.\d+\n$/);
});
