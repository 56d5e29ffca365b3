// flowlink show --resolved, as the built program runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = at('../bin/flowlink.js');
const docs = readFileSync(at('../../../docs/configuration.md'), 'utf8');
/** In the form of a real one. */
const TOKEN = 'canary0secret0value000000000000';
const folder = mkdtempSync(join(tmpdir(), 'flowlink-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The text between the marks of a code block. */
function block(after: string, opening: string): string {
  const start = docs.indexOf(opening, docs.indexOf(after)) + opening.length;
  return docs.slice(start, docs.indexOf('```', start));
}

const example = block('## Profiles', '```yaml\n');

function show(words: string, variables: Record<string, string> = { ACME_US_ACCESS_TOKEN: TOKEN }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'show', ...words.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '80', ...variables },
  });
  expect(stdout + stderr).not.toContain(TOKEN);
  return { status, stdout, stderr };
}

beforeEach(() => writeFileSync(join(folder, 'flowlink.yaml'), example));

it('prints what the documentation says', () => {
  const expected = block('## Profiles', '$ flowlink show --resolved acme-us\n');
  expect(show('--resolved acme-us')).toEqual({ status: 0, stdout: expected, stderr: '' });
});

it('tells programs the same', () => {
  const { status, stdout, stderr } = show('--json --resolved acme-us', { ACME_LIMIT: '20', STAGE: 'test' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { ok, diagnostics, connections } = JSON.parse(stdout);
  expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
  const retail = (line: number, column: number) => ({
    file: 'flowlink.yaml',
    line,
    column,
    profile: 'retail',
  });
  expect(connections).toMatchObject([
    { name: 'acme-us', extends: ['retail', 'busy'], fields: { length: 8 } },
  ]);
  expect(connections[0].fields).toContainEqual({
    path: ['workflows', 'orders', 'parameters', 'limit'],
    value: 20,
    sensitive: false,
    source: { file: 'flowlink.yaml', line: 11, column: 38, profile: 'busy' },
    variables: [{ name: 'ACME_LIMIT', set: true, default: false }],
    overrides: [{ value: 50, source: retail(7, 58) }],
  });
  expect(connections[0].fields).toContainEqual({
    path: ['access_token'],
    sensitive: true,
    source: { file: 'flowlink.yaml', line: 18, column: 19 },
    variables: [{ name: 'ACME_US_ACCESS_TOKEN', set: false, default: false }],
    overrides: [],
  });
  expect(connections[0].removed).toEqual([
    {
      path: ['workflows', 'stock'],
      source: { file: 'flowlink.yaml', line: 21, column: 14 },
      overrides: [{ path: ['workflows', 'stock', 'action'], value: 'set_inventory', source: retail(8, 24) }],
    },
  ]);
});

it('takes several names, in one flag or in several', () => {
  const second = example.slice(example.indexOf('  acme-us:')).replaceAll('acme-us', 'acme-eu');
  writeFileSync(join(folder, 'flowlink.yaml'), example + second);
  const both = show('--resolved acme-us acme-eu --no-color');
  expect(both.stdout).toMatch(/^acme-eu {2}.*\n\nacme-us {2}/s);
  expect(show('--resolved acme-us --resolved=acme-eu')).toEqual(both);
});

describe('fails', () => {
  it.each([
    ['without a name', '--resolved', 'usage', 'Flag --resolved expects a value.'],
    ['without a name, before a flag', '--resolved --no-color', 'usage', 'Flag --resolved expects a value.'],
    ['with a saved plan beside it', 'plan.json --resolved acme-us', 'usage', 'are shown one at a time'],
    ['for a name that is misspelled', '--resolved acme_us', 'unknown-target', 'Did you mean “acme-us”?'],
    ['for an empty name', '--resolved=', 'unknown-target', 'no connection “”'],
  ])('%s', (_, words, code, expected) => {
    const { status, stdout, stderr } = show(words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toContain(expected);
  });

  it.each(['', ' --json'])('rather than show a secret in a plain field%s', (flag) => {
    const exposed = example.replace('${env:ACME_US_CLIENT_ID}', () => '${env:ACME_US_ACCESS_TOKEN}');
    writeFileSync(join(folder, 'flowlink.yaml'), exposed);
    const { status, stdout, stderr } = show(`--resolved acme-us${flag}`);
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('secret-exposed');
  });

  it.each([
    ['a value that a variable makes invalid', { ACME_LIMIT: 'many' }, 'invalid-value'],
    ['a secret that is none', { ACME_US_ACCESS_TOKEN: `${TOKEN}\n` }, 'malformed-secret'],
  ])('for %s', (_, variables, code) => {
    const { status, stdout, stderr } = show('--resolved acme-us', variables);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
  });
});
