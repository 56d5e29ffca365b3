// Starting: how much is loaded for what, and where compiled code is kept.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/flowlink.js', import.meta.url));
const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'flowlink-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...environment },
  });
  return { status, stdout, stderr };
}

describe('what is loaded', () => {
  // Says at the end which files were loaded, and how many bytes they have.
  const recorder = join(folder, 'recorder.mjs');
  writeFileSync(
    recorder,
    `import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({
  load(url, context, next) {
    const result = next(url, context);
    if (url.startsWith('file:')) loaded.push([url, result.source?.length ?? 0]);
    return result;
  },
});
process.on('exit', () => process.stderr.write(JSON.stringify(loaded)));
`,
  );
  writeFileSync(join(folder, 'flowlink.yaml'), 'workspace: acme\nconnections: {}\n');

  function loadedBy(...argv: string[]) {
    const { status, stderr } = run(['--import', recorder, bin, ...argv]);
    expect(status).toBe(0);
    const files = JSON.parse(stderr) as [url: string, size: number][];
    return { files: files.length, kilobytes: files.reduce((sum, [, size]) => sum + size, 0) / 1000 };
  }

  // Ceilings with some room: whoever comes near one should look at what was added.
  it.each([
    ['the version', ['--version'], { files: 8, kilobytes: 40 }],
    ['help', ['--help'], { files: 8, kilobytes: 40 }],
    ['the help of a command', ['apply', '--help'], { files: 8, kilobytes: 40 }],
    ['a check without network', ['validate'], { files: 24, kilobytes: 1500 }],
  ])('for %s is little', (_, argv, most) => {
    const { files, kilobytes } = loadedBy(...argv);
    expect(files).toBeGreaterThan(2);
    expect(files).toBeLessThanOrEqual(most.files);
    expect(kilobytes).toBeLessThanOrEqual(most.kilobytes);
  });
});

describe('compiled code', () => {
  const works = { status: 0, stderr: '' };
  const start = (environment: Readonly<Record<string, string>>) => run([bin, '--help'], environment);
  const place = (name: string) => join(folder, name);

  it.skipIf(process.platform !== 'linux')('is kept in the cache of the user', () => {
    expect(start({ XDG_CACHE_HOME: place('xdg') })).toMatchObject(works);
    expect(readdirSync(place('xdg/flowlink'))).not.toEqual([]);
    expect(start({ HOME: place('home') })).toMatchObject(works);
    expect(readdirSync(place('home/.cache/flowlink'))).not.toEqual([]);
  });

  it('is kept nowhere if that is not wanted, and elsewhere if that is', () => {
    expect(start({ XDG_CACHE_HOME: place('none'), NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject(works);
    expect(existsSync(place('none'))).toBe(false);
    expect(start({ XDG_CACHE_HOME: place('none'), NODE_COMPILE_CACHE: place('other') })).toMatchObject(works);
    expect(existsSync(place('none'))).toBe(false);
    expect(readdirSync(place('other'))).not.toEqual([]);
  });

  it('is done without where nothing can be written', () => {
    writeFileSync(place('taken'), '');
    expect(start({ XDG_CACHE_HOME: place('taken'), HOME: place('taken') })).toMatchObject(works);
  });

  it('is written by several at once without harm', async () => {
    const env = { ...process.env, XDG_CACHE_HOME: place('shared') };
    const starts = Array.from({ length: 6 }, () => execute(process.execPath, [bin, '--help'], { env }));
    const outputs = new Set((await Promise.all(starts)).map(({ stdout, stderr }) => stdout + stderr));
    expect(outputs.size).toBe(1);
  });

  it('that was damaged is not used', () => {
    const environment = { XDG_CACHE_HOME: place('damaged') };
    const first = start(environment);
    const files = readdirSync(place('damaged'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name);
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill(0xff, bytes.length / 2));
    }
    expect(start(environment)).toEqual(first);
  });
});
