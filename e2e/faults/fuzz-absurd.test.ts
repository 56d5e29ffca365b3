// Configurations that are known to bring down programs, and files that are not what they seem.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Ports, validate } from '@flowlink/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeProjectFiles } from '../../packages/cli/src/edge/node-project-files.ts';
import { runFlowlink } from '../src/programs.ts';
import { extentOf, tell } from './extent.ts';
import { absurdYaml, QUICK } from './fuzz/absurd-yaml.ts';
import { describeHarms, run } from './fuzz/campaign.ts';
import type { Churning } from './fuzz/churn-worker.ts';
import { steering } from './fuzz/odd-text.ts';

test('absurd configurations are refused in seconds', async () => {
  const texts = Object.values(absurdYaml);
  const findings = await run(
    {
      name: 'absurd configurations',
      worker: new URL('./fuzz/absurd-worker.ts', import.meta.url),
      inputs: texts.length,
      maxMs: 120_000,
      maxMib: 1024,
    },
    QUICK,
  );
  expect(describeHarms(findings, (seed) => texts[seed - 1]?.() ?? '')).toBe('');
});

describe('files that are not what they seem', () => {
  let folder: string;
  const project = (file: string, text: string) => writeFileSync(join(folder, 'project', file), text);
  const refused = async (): Promise<string> => {
    const { status, stdout, stderr } = await runFlowlink(['validate', '--json'], join(folder, 'project'), {});
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    expect([status, stderr]).toEqual([1, '']);
    return diagnostics.map(({ code }) => code).join();
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flowlink-files-'));
    mkdirSync(join(folder, 'project'));
    writeFileSync(join(folder, 'outside.yaml'), 'connections: {}\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each<[string, string]>([
    ['../outside.yaml', 'include-outside-project'],
    ['a/../../outside.yaml', 'include-outside-project'],
    ['/etc/passwd', 'include-outside-project'],
    ['/dev/zero', 'include-outside-project'],
    ['link.yaml', 'unreadable-file'],
    ['circle.yaml', 'unreadable-file'],
    ['folder', 'unreadable-file'],
    ['pipe.yaml', 'unreadable-file'],
    ['socket.yaml', 'unreadable-file'],
    ['zero.yaml', 'unreadable-file'],
    ['large.yaml', 'unreadable-file'],
    ['round/**/*.yaml', 'include-without-match'],
  ])('include %s', async (pattern, code) => {
    project('flowlink.yaml', `include: ['${pattern}']\nconnections: {}\n`);
    project('large.yaml', `x: ${'a'.repeat(50 * 1024 * 1024)}`);
    const at = (file: string) => join(folder, 'project', file);
    symlinkSync('../outside.yaml', at('link.yaml'));
    symlinkSync('circle.yaml', at('circle.yaml'));
    symlinkSync('/dev/zero', at('zero.yaml'));
    mkdirSync(at('folder'));
    mkdirSync(at('round'));
    symlinkSync('.', at('round/again'));
    execFileSync('mkfifo', [at('pipe.yaml')]);
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(at('socket.yaml'), resolve));
    try {
      expect(await refused()).toBe(code);
    } finally {
      socket.close();
    }
  });

  test.each([
    ['flowlink.yaml', ['validate', '--json'], 'unreadable-file'],
    ['.env', ['plan', '--json'], 'unreadable-file'],
    ['plan.json', ['show', 'plan.json', '--json'], 'plan-unreadable'],
  ])('%s of one line of 50 MiB', async (file, command, code) => {
    project('flowlink.yaml', 'workspace: acme\nconnections: {}\n');
    project(file, `x: ${'a'.repeat(50 * 1024 * 1024)}`);
    const { status, stdout, stderr } = await runFlowlink(command, join(folder, 'project'), {});
    expect([status, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code }]);
  });

  // Making them takes longer than refusing them.
  test.runIf(extentOf(100) === 100)('an include that matches a hundred thousand files', async () => {
    project('flowlink.yaml', "include: ['all/*.yaml']\nconnections: {}\n");
    mkdirSync(join(folder, 'project/all'));
    for (let index = 0; index < 100_000; index++) project(`all/${index}.yaml`, '');
    const started = performance.now();
    expect(await refused()).toBe('invalid-value');
    tell('fuzz-absurd', `100,000 files refused in ${Math.round(performance.now() - started)} ms`);
  });

  test('files that change, vanish and become folders while they are read', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const blocks = names.map(
      (name, index) =>
        `  ${name}: { platform: bigcommerce, store_url: "https://${name}.mybigcommerce.com", store_hash: hash${index}, ` +
        `client_id: 0client0id0of0a0test0account000, access_token: "\${env:A}", scopes: [store_v2_orders] },\n`,
    );
    // Whatever is cut off of it, the rest is not valid.
    const text = `connections: {\n${blocks.join('')}}\n`;
    project('flowlink.yaml', "workspace: acme\ninclude: ['connections/*.yaml']\nconnections: {}\n");
    mkdirSync(join(folder, 'project/connections'));
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const churning: Churning = { path: join(folder, 'project/connections/a.yaml'), text, seed: 1, stop };
    const worker = new Worker(new URL('./fuzz/churn-worker.ts', import.meta.url), { workerData: churning });
    const ended = new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    const ports = { files: nodeProjectFiles(join(folder, 'project')), environment: {} } as Ports;
    const codes = new Map<string, number>();
    // Until it has been met whole, gone and spoiled at least, however slowly the other thread begins.
    const isEnough = () =>
      ['50 connections', 'include-without-match', 'unreadable-file'].every((code) => codes.has(code));
    for (let done = 0; done < extentOf(5000) || !isEnough(); done++) {
      const { value, diagnostics } = await validate(ports);
      const code = value ? `${value.configuration.connections.length} connections` : diagnostics[0]?.code;
      codes.set(String(code), (codes.get(String(code)) ?? 0) + 1);
    }
    Atomics.store(stop, 0, 1);
    await ended;
    tell('fuzz-absurd', [...codes].map(([code, times]) => `${code} ${times}`).join(', '));
    const expected = [
      '50 connections',
      'empty-file',
      'include-without-match',
      'unreadable-file',
      'yaml-syntax',
    ];
    expect([...codes.keys()].filter((code) => !expected.includes(code))).toEqual([]);
  });

  test('file names that a terminal would obey', async () => {
    project('flowlink.yaml', "include: ['*.yaml']\nconnections: {}\n");
    project('a\n\u001B[2J\u001B]0;owned\u0007\u202E.yaml', 'x: 1\n');
    expect(await refused()).toBe('unknown-key');
    const { stderr } = await runFlowlink(['validate'], join(folder, 'project'), {});
    expect(steering(stderr)).toBeUndefined();
  });
});
