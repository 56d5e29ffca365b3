// What the release workflow does before it publishes: changesets become one version of all packages, and changelogs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from '../src/shipping/tarballs.ts';

const clone = mkdtempSync(join(tmpdir(), 'flowlink-release-'));
afterAll(() => rmSync(clone, { recursive: true, force: true }));

test('changesets become versions and changelogs', () => {
  execFileSync('git', ['clone', '--quiet', repository, clone], { stdio: ['ignore', 'ignore', 'pipe'] });
  symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'));
  const sentence = 'Made up by a test.';
  writeFileSync(
    join(clone, '.changeset/made-up.md'),
    `---\n'@flowlink/schema': minor\n'@flowlink/cli': patch\n---\n\n${sentence}\n`,
  );
  execFileSync('node_modules/.bin/changeset', ['version'], { cwd: clone, stdio: 'pipe' });

  const read = (path: string) => readFileSync(join(clone, 'packages', path), 'utf8');
  const packages = readdirSync(join(clone, 'packages'));
  const versions = packages.map((name) => JSON.parse(read(`${name}/package.json`)).version as string);
  expect(new Set(versions).size, versions.join(', ')).toBe(1);
  expect(versions[0]).toMatch(/^\d+\.\d+\.0$/);
  const changelog = (name: string) => read(`${name}/CHANGELOG.md`);
  expect(changelog('schema')).toContain(sentence);
  expect(changelog('cli')).toContain(sentence);
  expect(changelog('backend')).toMatch(new RegExp(`^## ${versions[0]}$`, 'm'));
  expect(readdirSync(join(clone, '.changeset')).filter((file) => file.endsWith('.md'))).toEqual([
    'README.md',
  ]);
});
