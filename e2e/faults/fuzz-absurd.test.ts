// Configurations that are known to bring down programs, and files that are not what they seem.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runFlowlink } from '../src/programs.ts';
import { absurdYaml, QUICK } from './fuzz/absurd-yaml.ts';
import { describeHarms, run } from './fuzz/campaign.ts';
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

  test('file names that a terminal would obey', async () => {
    project('flowlink.yaml', "include: ['*.yaml']\nconnections: {}\n");
    project('a\n\u001B[2J\u001B]0;owned\u0007\u202E.yaml', 'x: 1\n');
    expect(await refused()).toBe('unknown-key');
    const { stderr } = await runFlowlink(['validate'], join(folder, 'project'), {});
    expect(steering(stderr)).toBeUndefined();
  });
});
