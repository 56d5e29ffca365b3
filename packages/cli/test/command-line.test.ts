// The command line itself, as the built program runs it: help, mistakes, exit codes and where output goes.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printPlan } from '@flowlink/core';
import type { Log } from 'sarif';
import { afterAll, describe, expect, it } from 'vitest';
import { everything } from './plans.ts';

const bin = fileURLToPath(new URL('../bin/flowlink.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'flowlink-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function flowlink(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '80', NODE_ENV: 'test' },
  });
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return { status, stdout, stderr };
}

/** What every document starts with. */
const head = (command: string) => ({ format: 'flowlink-output', version: 1, command });

const commands = [
  'add',
  'apply',
  'completion',
  'destroy',
  'drift',
  'export',
  'fmt',
  'history',
  'import',
  'init',
  'list',
  'plan',
  'schema',
  'scopes',
  'show',
  'unlock',
  'validate',
  'verify',
];

describe('help', () => {
  it.each([[[]], [['--help']], [['help']]])('%j lists all commands', (args: string[]) => {
    const { status, stdout, stderr } = flowlink(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
  });

  it.each(commands)('of %s', async (command) => {
    const { status, stdout, stderr } = flowlink(command, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`__golden__/help-${command}.txt`);
  });
});

describe('mistakes', () => {
  it.each([
    ['an unknown command', ['plna'], 'Did you mean “plan”?'],
    ['a command with dashes', ['--paln'], 'Did you mean `flowlink plan`?'],
    ['a command of other tools', ['up'], 'fix: `flowlink apply` makes'],
    ['the beginning of a command', ['compl'], 'Did you mean “completion”?'],
    ['another flag before the command', ['-C', 's3cr3t', 'plan'], 'For example `flowlink plan -C DIR`.'],
    ['a flag of another command', ['validate', '--out', 'x'], '--out is a flag of export, plan and schema.'],
    ['a flag of other tools', ['apply', '--yes'], 'fix: --auto-approve does without the question.'],
    ['a flag with a dash too many', ['plan', '--detailed-exit-code'], 'Did you mean “--detailed-exitcode”?'],
    ['a flag with a dash too few', ['plan', '-out=s3cr3t'], 'Write -out with two dashes: --out.'],
    ['a connection where a flag is needed', ['plan', 'acme'], 'If connections are meant: --target acme.'],
    ['help as an argument', ['plan', 'help'], '`flowlink plan --help` says what it takes.'],
    ['a second command', ['plan', 'apply'], 'One command at a time.'],
    ['a misspelt value', ['init', '--ci', 'githb'], 'Did you mean “github”?'],
    ['a misspelt schema', ['schema', 'evnts'], 'Did you mean “events”?'],
    ['a shell without completion', ['completion', 'csh'], 'Expected csh to be one of: bash, zsh, fish.'],
    ['no shell', ['completion'], 'fix: Name one of bash, zsh, fish'],
    ['how a flag takes its value', ['plan', '--out'], 'fix: Add --out FILE.'],
    ['a flag before the command', ['--json=1', 'plan'], 'The command comes first'],
    ['an unknown flag', ['plan', '--dry_run=s3cr3t'], 'no flag --dry_run'],
    ['a misspelt flag', ['apply', '--auto-aprove'], 'Did you mean “--auto-approve”?'],
    ['too many arguments', ['validate', 'x'], 'Unexpected argument: x.'],
    ['nothing to show', ['show'], 'PLANFILE is missing, or --resolved with the names of connections.'],
    ['an export to nowhere', ['export'], 'Missing required flag out'],
    ['an import of nothing', ['import'], 'NAME is missing.'],
    ['a flag without its value', ['plan', '--out'], 'Flag --out expects a value.'],
    ['a number out of range', ['apply', '--concurrency=0'], '--concurrency: expected an integer'],
    ['an unknown schema', ['schema', 'nope'], 'Expected nope to be one of'],
    ['connections besides all', ['verify', '--all', 'acme'], '--all means every connection'],
    [
      'a connection besides actions',
      ['scopes', 'acme', '--actions', 'get_orders'],
      '--actions is for an API account',
    ],
    ['credentials without a file', ['add'], 'FILE is missing.'],
    ['a project about which nothing is said', ['init'], 'fix: Add --workspace, --backend-url and --ci.'],
    [
      'a project of which little can be derived',
      ['init', '--yes', '--name', 'acme'],
      'fix: Add --backend-url, --store-hash and --actions.',
    ],
    ['an unknown kind of CI', ['init', '--ci', 'jenkins'], 'Expected --ci=jenkins to be one of'],
    ['a target for a saved plan', ['apply', 'plan.json', '-t', 'a'], 'A saved plan is applied as it stands'],
  ])('%s', (_, args, expected) => {
    const { status, stdout, stderr } = flowlink(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error[usage]');
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('s3cr3t');
  });

  it.each([
    [
      'a misspelt action',
      ['scopes', '--actions', 'get_order'],
      'unknown-action',
      'Did you mean “get_orders”?',
    ],
    [
      'no file of credentials',
      ['add', 'nothing.txt'],
      'credentials-unreadable',
      'nothing.txt cannot be read',
    ],
    ['a folder of credentials', ['add', '.'], 'credentials-unreadable', 'it is a folder'],
    ['no credentials in a pipe', ['add', '-'], 'credentials-unreadable', 'fix: '],
  ])('%s', (_, args, code, expected) => {
    const { status, stdout, stderr } = flowlink(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toContain(expected);
  });

  it('an unwritable folder', () => {
    writeFileSync(join(folder, 'taken'), '');
    const { status, stdout, stderr } = flowlink('schema', '--out', 'taken/schema');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error[unwritable-file]');
    expect(stderr).toContain('cannot be written to taken/schema/');
  });

  it('are JSON if that was asked for', () => {
    const { status, stdout, stderr } = flowlink('plan', '--nope', '--json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'usage' }] });
  });

  it.each([
    ['a wrong flag', ['apply', '--nope', '--json'], 'usage'],
    ['no approval', ['apply', '--json'], 'approval-needed'],
    ['no configuration', ['destroy', '--json', '--auto-approve'], 'no-configuration'],
  ])('end a stream of events properly: %s', (_, args, code) => {
    const { status, stdout, stderr } = flowlink(...args);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(['version', 'diagnostic', 'run_finished']);
    expect(events[1]).toMatchObject({ diagnostic: { code } });
    expect(events[2]).toMatchObject({ outcome: 'failed', done: 0, failed: 0, not_started: 0 });
  });
});

it('nothing is applied without approval', () => {
  const { status, stdout, stderr } = flowlink('apply');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('error[approval-needed]');
});

it('validate says what there is', () => {
  writeFileSync(join(folder, 'flowlink.yaml'), 'workspace: acme\nconnections: {}\n');
  expect(flowlink('validate')).toEqual({
    status: 0,
    stdout: '✓ flowlink.yaml is valid: 0 connections in 1 file.\n',
    stderr: '',
  });
  const { stdout } = flowlink('validate', '--json');
  expect(JSON.parse(stdout)).toEqual({ ...head('validate'), ok: true, diagnostics: [], connections: 0 });
  rmSync(join(folder, 'flowlink.yaml'));
});

describe('init', () => {
  const given = ['--workspace', 'acme', '--backend-url', 'https://flowlink.example.com', '--ci', 'none'];

  it('writes a project that validates, into a folder that has to be made', () => {
    const { status, stdout, stderr } = flowlink('init', '-C', 'new/shops', ...given, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const files = [
      'flowlink.yaml',
      '.env.example',
      '.flowlink/schema/flowlink.schema.json',
      '.flowlink/schema/connections.schema.json',
      '.vscode/settings.json',
      '.vscode/extensions.json',
      '.gitignore',
    ];
    expect(JSON.parse(stdout)).toEqual({
      ...head('init'),
      ok: true,
      diagnostics: [],
      files: files.map((file) => ({ file, action: 'written' })),
    });
    for (const file of files)
      expect(statSync(join(folder, 'new/shops', file)).mode & 0o777, file).toBe(0o644);
    expect(flowlink('validate', '-C', 'new/shops').status).toBe(0);
    const { stdout: schema } = flowlink('schema', 'connections');
    expect(readFileSync(join(folder, 'new/shops/.flowlink/schema/connections.schema.json'), 'utf8')).toBe(
      schema,
    );
  });

  it('writes nothing over a project, unless that is meant', () => {
    writeFileSync(join(folder, 'new/shops/flowlink.yaml'), 'mine\n');
    const refused = flowlink('init', '-C', 'new/shops', ...given);
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('error[project-exists]');
    expect(readFileSync(join(folder, 'new/shops/flowlink.yaml'), 'utf8')).toBe('mine\n');
    const forced = flowlink('init', '-C', 'new/shops', ...given, '--force', '--json');
    const actions = JSON.parse(forced.stdout).files.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['written', ...Array(6).fill('kept')]);
  });

  it('takes what the environment and the name of the folder say, with --yes', () => {
    const { status } = flowlink('init', '-C', 'Acme Ltd.', '--yes', '--backend-url', 'http://127.0.0.1:8787');
    expect(status).toBe(0);
    const text = readFileSync(join(folder, 'Acme Ltd./flowlink.yaml'), 'utf8');
    expect(text).toContain('workspace: acme-ltd\n');
    expect(readFileSync(join(folder, 'Acme Ltd./.github/workflows/flowlink.yml'), 'utf8')).toMatch(
      /npx --yes @flowlink\/cli@\d+\.\d+\.\d+ plan --out plan\.json /,
    );
  });

  it('leaves everything as it was if a file cannot be written', () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { status, stderr } = flowlink('init', '-C', 'a-file', ...given);
    expect(status).toBe(1);
    expect(stderr).toContain('error[unwritable-file]');
  });
});

it('scopes for actions need no project', () => {
  const { status, stdout, stderr } = flowlink('scopes', '--actions', 'get_orders, get_orders,');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('scopes: [store_v2_information_read_only, store_v2_orders_read_only]');
  const { stdout: json } = flowlink('scopes', '--actions', 'get_orders', '--json');
  expect(JSON.parse(json)).toMatchObject({ ok: true, actions: ['get_orders'] });
});

it('show refuses what is not a plan as it was saved', () => {
  expect(flowlink('show', 'gone.json').stderr).toContain('gone.json cannot be read: it does not exist.');
  expect(flowlink('show', 'gone.json').stderr).not.toContain('fix: ');
  const fixOf = (...args: string[]) => JSON.parse(flowlink(...args, '--json').stdout).diagnostics[0].fix;
  expect(fixOf('show', 'acme-us')).toContain('`flowlink show --resolved acme-us`');
  expect(flowlink('apply', 'acme-us', '--auto-approve', '--json').stdout).toContain(
    '`flowlink apply --target acme-us`',
  );
  expect(flowlink('show', '.').stderr).toContain('it is a folder');
  // The plan of the tests carries no valid digest.
  writeFileSync(join(folder, 'edited.json'), printPlan(everything));
  const { status, stderr } = flowlink('show', 'edited.json');
  expect(status).toBe(1);
  expect(stderr).toContain('error[plan-edited]');
});

it('schema writes what it prints', () => {
  const { status, stdout } = flowlink('schema', 'plan');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ title: 'Plan' });
  expect(flowlink('schema', 'plan', '--out', '.').stdout).toBe('Wrote plan.schema.json.\n');
  expect(readFileSync(join(folder, 'plan.schema.json'), 'utf8')).toBe(stdout);
  expect(statSync(join(folder, 'plan.schema.json')).mode & 0o777).toBe(0o644);
});

it('schema writes all that an editor needs at once, and says how it learns of it', () => {
  const names = ['flowlink.schema.json', 'connections.schema.json'];
  const { status, stdout, stderr } = flowlink('schema', '--out', '.flowlink/schema', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const files = names.map((name) => join('.flowlink/schema', name));
  expect(JSON.parse(stdout)).toEqual({ ...head('schema'), ok: true, diagnostics: [], files });
  for (const name of names) {
    const published = createRequire(import.meta.url).resolve(`@flowlink/schema/${name}`);
    expect(readFileSync(join(folder, '.flowlink/schema', name), 'utf8')).toBe(
      readFileSync(published, 'utf8'),
    );
  }
  expect(flowlink('schema', '--out', '.flowlink/schema', '-C', 'shops').stdout).toContain(
    '# yaml-language-server: $schema=../.flowlink/schema/flowlink.schema.json\n',
  );
});

describe('reports of problems', () => {
  const project = mkdtempSync(join(folder, 'reports-'));
  writeFileSync(
    join(project, 'flowlink.yaml'),
    'connections: {}\nx: "::error::"\n"xxxxxxxxxxxxxx ::set-output name=a::b": 1\n',
  );
  const run = (environment: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '20', ...environment },
    });
  const ruleIds = () => {
    const { runs } = JSON.parse(readFileSync(join(project, 'out.sarif'), 'utf8')) as Log;
    return runs.map(({ results = [], invocations }) => [
      ...results.map(({ ruleId }) => ruleId),
      ...(invocations?.[0]?.toolExecutionNotifications ?? []).map(({ descriptor }) => descriptor?.id),
    ]);
  };

  it.each([
    ['what is wrong with the files', ['validate'], [['unknown-key', 'unknown-key']]],
    ['the same with --json', ['validate', '--json'], [['unknown-key', 'unknown-key']]],
    ['a command line that cannot be', ['plan', '--bogus'], [[], ['usage']]],
    ['an event stream that never began', ['apply', '--bogus', '--json'], [[], ['usage']]],
    ['a plan that nobody could approve', ['apply'], [[], ['approval-needed']]],
  ])('%s', (_, args, expected) => {
    rmSync(join(project, 'out.sarif'), { force: true });
    const { status } = run({}, ...args, '--sarif', 'out.sarif', '--junit=out.xml');
    expect(status).toBe(1);
    expect(ruleIds()).toEqual(expected);
    expect(readFileSync(join(project, 'out.xml'), 'utf8')).toMatch(/<(failure|error) /);
  });

  it('one that cannot be written fails the command, and says so beside the JSON', () => {
    const failed = run({}, 'fmt', '--json', '--sarif', 'gone/out.sarif');
    expect(failed.status).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ ok: true });
    expect(failed.stderr).toContain('error[unwritable-file]');
  });

  it('GitHub Actions gets annotations, and no command out of a file', () => {
    const actions = { GITHUB_ACTIONS: 'true' };
    const { stdout, stderr } = run(actions, 'validate', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
    expect(stderr).toMatch(
      /^::error file=flowlink\.yaml,line=2,[^\n]*\n::error file=flowlink\.yaml,line=3,[^\n]*\n$/,
    );
    const text = run(actions, 'validate').stderr;
    expect(text).toContain(': :set-output');
    expect(text.match(/^\s*::(\w|-)+/gm)).toEqual(['::error', '::error']);
    expect(run({}, 'validate').stderr).not.toMatch(/^::error/m);
  });

  it.skipIf(process.platform === 'win32')('a signal that ends the command is told', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const waiting = mkdtempSync(join(folder, 'waiting-'));
    writeFileSync(
      join(waiting, 'flowlink.yaml'),
      `workspace: a\nbackend: { url: "http://127.0.0.1:${port}" }\nconnections: {}\n`,
    );
    const child = spawn(process.execPath, [bin, 'plan', '--sarif', 'out.sarif'], {
      cwd: waiting,
      env: { PATH: process.env.PATH, FLOWLINK_TOKEN: 'x' },
    });
    const ended = once(child, 'exit');
    await once(silent, 'connection');
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    silent.close();
    const { runs } = JSON.parse(readFileSync(join(waiting, 'out.sarif'), 'utf8')) as Log;
    expect(runs[1]?.invocations).toMatchObject([{ exitSignalName: 'SIGINT' }]);
  });
});
