// Whether git would let a file be committed, and where a folder is in its repository, asked of real ones.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathInRepository, whyNotIgnored } from '../src/edge/git.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'flowlink-git-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

const exposed = 'git does not ignore it here';

describe('in a repository', () => {
  beforeEach(() => {
    git('init', '--quiet');
  });

  it('ignored, whether the file exists or not', async () => {
    write('.gitignore', '.env\n');
    expect(await whyNotIgnored(folder, '.env')).toBeUndefined();
    write('.env', 'A=1\n');
    expect(await whyNotIgnored(folder, '.env')).toBeUndefined();
  });

  it('not ignored', async () => {
    expect(await whyNotIgnored(folder, '.env')).toBe(exposed);
    write('.gitignore', '.env.local\nenv\n');
    expect(await whyNotIgnored(folder, '.env')).toBe(exposed);
    write('.gitignore', '.env*\n!.env\n');
    expect(await whyNotIgnored(folder, '.env')).toBe(exposed);
  });

  it('tracked although ignored', async () => {
    write('.env', 'A=1\n');
    git('add', '.env');
    write('.gitignore', '.env\n');
    expect(await whyNotIgnored(folder, '.env')).toBe(exposed);
    git('rm', '--quiet', '--cached', '.env');
    expect(await whyNotIgnored(folder, '.env')).toBeUndefined();
  });

  it('in a subfolder, by what the root says', async () => {
    const project = join(folder, 'shops/flowlink');
    mkdirSync(project, { recursive: true });
    write('.gitignore', '/.env\n');
    expect(await whyNotIgnored(project, '.env')).toBe(exposed);
    write('.gitignore', '.env\n');
    expect(await whyNotIgnored(project, '.env')).toBeUndefined();
  });

  it('through a link to the folder', async () => {
    write('.gitignore', '.env\n');
    symlinkSync(folder, `${folder}-link`);
    try {
      expect(await whyNotIgnored(`${folder}-link`, '.env')).toBeUndefined();
    } finally {
      rmSync(`${folder}-link`);
    }
  });
});

it('not a repository', async () => {
  expect(await whyNotIgnored(folder, '.env')).toMatch(/^this is not a git repository/);
});

it('no such folder', async () => {
  expect(await whyNotIgnored(join(folder, 'gone'), '.env')).toBe('git could not be asked');
});

describe('the place of a folder', () => {
  it('is told below the root of its repository, whether it exists or not', async () => {
    git('init', '--quiet');
    mkdirSync(join(folder, 'shops'));
    expect(await pathInRepository(folder)).toBeUndefined();
    expect(await pathInRepository(`${folder}/`)).toBeUndefined();
    expect(await pathInRepository(join(folder, 'shops'))).toBe('shops');
    expect(await pathInRepository(join(folder, 'shops/eu/new'))).toBe('shops/eu/new');
    expect(await pathInRepository(join(folder, 'new'))).toBe('new');
  });

  it('is none outside of any repository', async () => {
    expect(await pathInRepository(folder)).toBeUndefined();
    expect(await pathInRepository(join(folder, 'gone'))).toBeUndefined();
    write('file', '');
    expect(await pathInRepository(join(folder, 'file'))).toBeUndefined();
  });
});
