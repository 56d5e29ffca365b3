// The real file system, seen through the project's root.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeProjectFiles } from '../src/edge/node-project-files.ts';

const base = mkdtempSync(join(tmpdir(), 'flowlink-files-'));
const root = join(base, 'project');
const files = nodeProjectFiles(root);
const failure = async (path: string) => {
  const content = await files.read(path);
  return 'failure' in content ? content.failure : content.text;
};

beforeAll(() => {
  mkdirSync(join(root, 'connections/deep'), { recursive: true });
  writeFileSync(join(root, 'flowlink.yaml'), '\uFEFFworkspace: ünïcode\n');
  writeFileSync(join(base, 'secret.yaml'), 'secret\n');
  mkdirSync(join(base, 'project-twin'));
  writeFileSync(join(base, 'project-twin/a.yaml'), 'a\n');
  symlinkSync('../secret.yaml', join(root, 'escape.yaml'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync('connections', join(root, 'linked'));
  symlinkSync('flowlink.yaml', join(root, 'alias.yaml'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('nowhere', join(root, 'dangling'));
  writeFileSync(join(root, 'binary'), Buffer.from([0x61, 0, 0x62]));
  writeFileSync(join(root, 'latin1'), Buffer.from([0x61, 0xe4, 0x62]));
  writeFileSync(join(root, 'large'), '');
  truncateSync(join(root, 'large'), 5 * 1024 * 1024 + 1);
  writeFileSync(join(root, 'locked'), 'locked');
  chmodSync(join(root, 'locked'), 0);
  if (process.platform !== 'win32') execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe')]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('reading', () => {
  it('gives text without a byte order mark', async () => {
    expect(await files.read('flowlink.yaml')).toEqual({ text: 'workspace: ünïcode\n' });
    expect(await files.read('alias.yaml')).toEqual({ text: 'workspace: ünïcode\n' });
  });

  it.each([
    ['missing.yaml', 'missing'],
    ['flowlink.yaml/below', 'missing'],
    ['dangling', 'missing'],
    ['../secret.yaml', 'outside-project'],
    ['../project-twin/a.yaml', 'outside-project'],
    ['/etc/hostname', 'outside-project'],
    ['../does-not-exist', 'outside-project'],
    ['escape.yaml', 'outside-project'],
    ['up/secret.yaml', 'outside-project'],
    ['connections', 'not-a-file'],
    ['binary', 'not-text'],
    ['latin1', 'not-text'],
    ['large', 'too-large'],
    ['loop', 'unreadable'],
    ['nul\0byte', 'unreadable'],
  ])('%s is %s', async (path, expected) => {
    expect(await failure(path)).toBe(expected);
  });

  it.skipIf(process.platform === 'win32')('does not wait at a pipe', async () => {
    expect(await failure('pipe')).toBe('not-a-file');
  });

  // Root reads everything.
  it.skipIf(process.getuid?.() === 0)('says that it may not', async () => {
    expect(await failure('locked')).toBe('unreadable');
  });

  it('says so if the project itself is missing', async () => {
    const content = await nodeProjectFiles(join(base, 'no-project')).read('flowlink.yaml');
    expect(content).toMatchObject({ failure: 'missing' });
  });
});

describe('listing', () => {
  it('tells files from folders and from everything else', async () => {
    const listed = await files.list('.');
    const kinds = 'entries' in listed ? Object.fromEntries(listed.entries.map((e) => [e.name, e.kind])) : {};
    expect(kinds).toMatchObject({
      'flowlink.yaml': 'file',
      'alias.yaml': 'file',
      connections: 'folder',
      linked: 'other',
      up: 'other',
      loop: 'other',
      dangling: 'other',
    });
  });

  it('stays inside the project', async () => {
    expect(await files.list('connections')).toEqual({ entries: [{ name: 'deep', kind: 'folder' }] });
    expect(await files.list('..')).toMatchObject({ failure: 'outside-project' });
    expect(await files.list('up')).toMatchObject({ failure: 'outside-project' });
    expect(await files.list('missing')).toMatchObject({ failure: 'missing' });
    expect(await files.list('flowlink.yaml')).toMatchObject({ failure: 'missing' });
  });
});
