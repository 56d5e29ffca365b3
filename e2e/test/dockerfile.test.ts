// The Dockerfile, as far as it can be held without a container engine: what it starts starts, and its health check tells.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { repository } from '../src/shipping/tarballs.ts';

const dockerfile = readFileSync(join(repository, 'Dockerfile'), 'utf8');
const data = mkdtempSync(join(tmpdir(), 'flowlink-image-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** The words of an instruction in the form of a JSON list. */
function wordsOf(instruction: string): string[] {
  const found = new RegExp(`^${instruction}.*?(\\[.*\\])$`, 'm').exec(dockerfile);
  return JSON.parse(found?.[1] ?? 'null');
}

test('what the image starts answers its health check until it is stopped', async () => {
  const [program = ''] = wordsOf('ENTRYPOINT');
  const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1] ?? '';
  const command = wordsOf('CMD').map((word) => ({ '/data': data, [port]: '0' })[word] ?? word);
  expect(command).toEqual(expect.arrayContaining([data, '0']));
  const bin = join(repository, 'packages/backend/bin', `${program}.js`);
  const child = spawn(process.execPath, [bin, ...command], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const actual = /:(\d+)$/.exec(line)?.[1] ?? '';

  const [node = '', flag = '', script = ''] = wordsOf('HEALTHCHECK');
  expect([node, flag]).toEqual(['node', '-e']);
  expect(script).toContain(`:${port}/`);
  const healthy = () =>
    spawnSync(process.execPath, [flag, script.replace(`:${port}/`, `:${actual}/`)]).status;
  expect(healthy()).toBe(0);
  child.kill(/^STOPSIGNAL (\w+)$/m.exec(dockerfile)?.[1] as NodeJS.Signals);
  expect(await ended).toEqual([0, null]);
  expect(healthy()).toBe(1);
});

test('it is built with the pnpm and the Node that the repository is built with', () => {
  const { packageManager, devDependencies } = JSON.parse(
    readFileSync(join(repository, 'package.json'), 'utf8'),
  );
  const pnpms = [...dockerfile.matchAll(/\bpnpm@[\d.]+/g)].map(([name]) => name);
  expect(new Set(pnpms)).toEqual(new Set([packageManager]));
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(images)).toEqual(new Set([`node:${devDependencies.node.split('.')[0]}-slim`]));
  expect(dockerfile).toMatch(/^USER node$/m);
});
