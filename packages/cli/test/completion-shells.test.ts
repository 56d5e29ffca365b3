// Completion in the real shells: keys are typed at a terminal, and the program says which arguments it got.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { completionFiles, type Shell, shells } from '../src/completion/shells.ts';

const bin = fileURLToPath(new URL('../bin/flowlink.js', import.meta.url));
const scripts = fileURLToPath(new URL('../completion', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'flowlink-shells-'));
const typed = join(folder, 'typed');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(typed, { force: true }));

// Stands in for flowlink: what completes is the real one, everything else is written down.
mkdirSync(join(folder, 'bin'));
writeFileSync(
  join(folder, 'bin/flowlink'),
  `#!/bin/sh
if [ "$1" = complete ]; then exec '${process.execPath}' '${bin}' "$@"; fi
{ printf '<%s>' "$@"; echo; } >>'${typed}'
`,
);
chmodSync(join(folder, 'bin/flowlink'), 0o755);
mkdirSync(join(folder, 'shops'));
mkdirSync(join(folder, 'work'));
writeFileSync(join(folder, 'shops/flowlink.yaml'), 'connections: {berlin: {}}\n');
writeFileSync(join(folder, 'plan.json'), '{}\n');
writeFileSync(
  join(folder, 'flowlink.yaml'),
  'connections:\n  acme-us: {}\n  acme-eu: nonsense\n  "odd name\'s $1": {}\nbroken: [\n',
);

const interactive: Record<Shell, string> = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
};
const prepare: Record<Shell, string> = {
  bash: '',
  zsh: 'autoload -U compinit; compinit -u -D; ',
  fish: '',
};
const env = {
  PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
  HOME: folder,
  LANG: 'C.UTF-8',
  TERM: 'dumb',
};

const isThere = (shell: Shell) => spawnSync(shell, ['--version']).status === 0;
const missing = shells.filter((shell) => !isThere(shell));

it.skipIf(missing.length > 0 && !process.env.CI)(
  missing.length > 0
    ? `${missing.join(' and ')} not installed: completion is not tested there`
    : 'all shells are there',
  () => expect(missing).toEqual([]),
);

/** Types lines at a terminal, and waits until as many commands were run. @returns their arguments */
async function type(shell: Shell, lines: readonly string[]): Promise<string[]> {
  const terminal = spawn('script', ['-qec', interactive[shell], '/dev/null'], { cwd: folder, env });
  let shown = '';
  terminal.stdout.on('data', (data) => {
    shown += data;
  });
  const until = async (isDone: () => boolean) => {
    for (let turn = 0; !isDone(); turn++) {
      if (turn > 900) throw new Error(`${shell} hangs:\n${shown}`);
      await wait(50);
    }
  };
  const ran = () => (existsSync(typed) ? readFileSync(typed, 'utf8').split('\n').slice(0, -1) : []);
  try {
    await until(() => shown !== '');
    // The shell has to read its keys itself before Tab means anything.
    terminal.stdin.write(
      `${prepare[shell]}source '${join(scripts, completionFiles[shell])}'; flowlink ready\n`,
    );
    await until(() => ran().length === 1);
    for (const [index, line] of lines.entries()) {
      terminal.stdin.write(`${line}\n`);
      await until(() => ran().length === index + 2);
    }
    return ran().slice(1);
  } finally {
    terminal.stdin.end('exit\n');
    terminal.kill();
  }
}

describe.each(shells.filter((shell) => !missing.includes(shell)))('%s', (shell) => {
  it('can read its script', () => {
    const { status, stderr } = spawnSync(shell, ['-n', join(scripts, completionFiles[shell])], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('completes what is typed', { timeout: 120_000 }, async () => {
    const lines = [
      'flowlink val\t--fi\t',
      'flowlink plan --tar\tacme-u\t--target=acme-e\t-t odd\t',
      'flowlink plan -C shops -t b\t--out=pl\t',
      'flowlink export --out wo\tnew',
      "flowlink drift 'acme-u\t",
    ];
    expect(await type(shell, lines)).toEqual([
      '<validate><--fix>',
      "<plan><--target><acme-us><--target=acme-eu><-t><odd name's $1>",
      '<plan><-C><shops><-t><berlin><--out=plan.json>',
      '<export><--out><work/new>',
      '<drift><acme-us>',
    ]);
  });
});

describe.skipIf(missing.includes('fish'))('fish', () => {
  it('shows what each candidate means', () => {
    const script = `source '${join(scripts, completionFiles.fish)}'; complete -C 'flowlink plan --detailed'; complete -C 'FOO=1 flowlink pla'`;
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({
      stdout:
        '--detailed-exitcode\tExit with 2 if there are differences.\nplan\tShow what apply would change, field by field.\n',
      stderr: '',
    });
  });
});

it.each([
  ['a shell that has no script', ['csh', 'flowlink plan -t ']],
  ['a folder that is not there', ['fish', 'flowlink plan -C gone -t ']],
  ['a line of anything', ['bash', '"\'\\']],
])('the hidden command says nothing of %s', (_, [shell = '', line = '']) => {
  const answer = spawnSync(process.execPath, [bin, 'complete', shell, '--', line], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(answer).toMatchObject({ status: 0, stderr: '' });
  expect(answer.stdout).not.toContain('\t');
});
