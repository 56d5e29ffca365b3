// The real program: keys are replaced, checked and backed up beside a server that writes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin/flowlink-backend.js', import.meta.url));
let folder: string;
let data: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowlink-'));
  data = join(folder, 'data');
});
afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string) => join(folder, name);

function keyFile(name: string): string {
  writeFileSync(inFolder(name), randomBytes(32).toString('base64'));
  return inFolder(name);
}

async function serve(...flags: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
  return {
    url: line.split(' ').at(-1) ?? '',
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const createToken = () =>
  run('token', 'create', '--data', data, '--workspace', 'acme', '--role', 'write').stdout.trim();

async function put(url: string, token: string, name: string): Promise<number> {
  const config = { platform: 'bigcommerce', store_url: 'https://a.b', store_hash: 'abc', client_id: 'c' };
  const response = await fetch(`${url}/v1/workspaces/acme/connections/${name}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-none-match': '*',
    },
    body: JSON.stringify({ config: { ...config, scopes: [] }, secrets: { access_token: 'secret' } }),
  });
  return response.status === 201 ? ((await response.json()) as { revision: number }).revision : 0;
}

test('the master key is replaced step by step, without a moment in which nobody serves', async () => {
  const [first, second] = [keyFile('first.key'), keyFile('second.key')];
  const before = await serve('--data', data, '--key-file', first);
  const token = createToken();
  expect(await put(before.url, token, 'a')).toBe(1);
  const both = await serve('--data', data, '--key-file', second, '--old-key-file', first);
  await before.stop();

  const rekey = (...flags: string[]) => run('rekey', '--data', data, '--key-file', first, ...flags);
  expect(rekey('--new-key-file', second, '--data-key')).toEqual({
    status: 0,
    stderr: '',
    stdout: [
      '1 data key is encrypted with the new master key.',
      '1 secret is sealed anew with the newest data key.',
      '1 secret is opened, to be sure.',
      'Start every instance with the new key only from now on.',
      '',
    ].join('\n'),
  });
  expect(await put(both.url, token, 'b')).toBe(2);
  // Done again, it finds that it is done.
  expect(rekey('--new-key-file', second)).toMatchObject({ status: 0, stderr: '' });
  const after = await serve('--data', data, '--key-file', second);
  await both.stop();
  expect(await put(after.url, token, 'c')).toBe(3);

  const refusal = 'This is not the encryption key that the secrets in this database were encrypted with.';
  for (const wrong of [
    run('serve', '--data', data, '--key-file', first),
    rekey('--data-key'),
    rekey('--new-key-file', keyFile('third.key')),
  ]) {
    expect(wrong).toEqual({ status: 1, stdout: '', stderr: `flowlink-backend: ${refusal}\n` });
  }
  expect(rekey('--new-key-file', first).stderr).toContain('The new key is the present one');
  expect(rekey().stderr).toContain('rekey needs --new-key-file FILE');
  expect(rekey('--new-key-file', inFolder('no.key')).stderr).toContain('cannot be read (ENOENT)');
  const keyless = run('rekey', '--data', data, '--data-key');
  expect(keyless.stderr).toContain('There is no encryption.key in');
  expect(readdirSync(data)).not.toContain('encryption.key');
});

test('a backup that is taken during writes is whole, and goes on at new revisions once it is restored', async () => {
  const { url, stop } = await serve('--data', data);
  const token = createToken();
  let stopped = false;
  const answered: string[] = [];
  const writing = (async () => {
    for (let index = 0; !stopped; index++) {
      if ((await put(url, token, `store-${index}`)) > 0) answered.push(`store-${index}`);
    }
  })();
  while (answered.length < 5) await put(url, token, `more-${answered.length}`);
  const backup = () => spawn(process.execPath, [bin, 'backup', '--data', data, '--to', inFolder('copy.db')]);
  const before = [...answered];
  expect(await once(backup(), 'exit')).toEqual([0, null]);
  stopped = true;
  await writing;
  expect(await once(backup(), 'exit')).toEqual([1, null]);
  expect(run('backup', '--data', data, '--to', inFolder('copy.db')).stderr).toContain(
    'nothing is overwritten',
  );
  expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data']);
  expect(statSync(inFolder('copy.db')).mode & 0o777).toBe(0o600);
  const last = await put(url, token, 'of-the-lost-future');
  await stop();

  const restored = inFolder('restored');
  mkdirSync(restored);
  copyFileSync(inFolder('copy.db'), join(restored, 'flowlink.db'));
  expect(run('check', '--data', restored).stderr).toContain('There is no encryption.key in');
  copyFileSync(join(data, 'encryption.key'), join(restored, 'encryption.key'));
  const checked = run('check', '--data', restored, '--json');
  expect(checked).toMatchObject({ status: 0, stderr: '' });
  const { connections, secrets, findings } = JSON.parse(checked.stdout);
  expect(connections).toBeGreaterThanOrEqual(before.length);
  expect({ secrets, findings }).toEqual({ secrets: connections, findings: [] });
  const again = await serve('--data', restored);
  expect(await put(again.url, token, before[0] ?? '')).toBe(0);
  const next = await put(again.url, token, 'of-the-new-future');
  expect(next).toBeGreaterThan(last + 1_000_000);
  await again.stop();
  // It is no copy any more: another start goes on where it was.
  const third = await serve('--data', restored);
  expect(await put(third.url, token, 'and-more')).toBe(next + 1);
  expect(run('restored', '--data', restored)).toMatchObject({ status: 0, stderr: '' });
  expect(await put(third.url, token, 'and-yet-more')).toBeGreaterThan(next + 2);
});

test('what is damaged is said so, and not backed up', async () => {
  await (await serve('--data', data)).stop();
  expect(run('check', '--data', data).stdout).toBe(
    'Connections: 0. Secrets that open: 0. Nothing is wrong.\n',
  );
  const path = join(data, 'flowlink.db');
  const whole = readFileSync(path);
  const page = 4096;
  const refused = { status: 1, stdout: '' };
  const backup = () => run('backup', '--data', data, '--to', inFolder('copy.db'));
  for (const [damaged, reason] of [
    [Buffer.alloc(2 * page, 'x'), 'is not one; restore a backup.'],
    // The first page lists the tables; those behind it hold them.
    [Buffer.concat([whole.subarray(0, page), Buffer.alloc(whole.length - page, 0xff)]), 'damaged'],
  ] as const) {
    writeFileSync(path, damaged);
    expect(backup()).toEqual({ ...refused, stderr: expect.stringContaining(reason) });
    const { status, stdout, stderr } = run('check', '--data', data);
    expect({ status, said: stdout + stderr }).toEqual({ status: 1, said: expect.stringContaining(reason) });
  }
  expect(readdirSync(folder)).toEqual(['data']);
  expect(run('check', '--data', inFolder('nowhere')).stderr).toContain('There is no database in');
});
