// What people read after credentials were written: what is where, and what is left to do.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writing } from '@flowlink/core';
import { afterAll, describe, expect, it } from 'vitest';
import { type Added, renderAdded } from '../src/render/added.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn, veryLong } from './hostile.ts';

const TOKEN = 'canary0access0token000000000000';
const CLIENT = 'canary0client0id000000000000000';

const writing = {
  connection: 'acme-us',
  variables: {
    clientId: { env: 'ACME_US_CLIENT_ID', value: CLIENT },
    accessToken: { env: 'ACME_US_ACCESS_TOKEN', value: { reveal: () => TOKEN } },
  },
  env: `ACME_US_CLIENT_ID=${CLIENT}\nACME_US_ACCESS_TOKEN=${TOKEN}\n`,
  config: { file: 'flowlink.yaml', text: `client_id: ${CLIENT}\n`, isNewFile: false },
  scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'],
} satisfies Writing;

const { config: _config, scopes: _scopes, ...rotation } = writing;
const { env: _env, ...elsewhere } = writing;

const cases: Record<string, Added> = {
  'new-file': {
    writing: { ...writing, config: { ...writing.config, file: 'connections/acme-us.yaml', isNewFile: true } },
    rotated: false,
    source: '/home/jo/Downloads/BigCommerceAPI-credentials-1.txt',
  },
  appended: { writing, rotated: false, source: 'credentials.txt', deleted: false },
  'no-env': { writing: elsewhere, rotated: false, source: 'credentials.txt' },
  'standard-input': { writing, rotated: false },
  deleted: { writing, rotated: false, source: 'credentials.txt', deleted: true },
  rotation: { writing: rotation, rotated: true, source: 'credentials.txt' },
  'rotation-of-reference': {
    writing: { ...rotation, config: writing.config },
    rotated: true,
    source: 'credentials.txt',
    deleted: true,
  },
  'rotation-no-env': {
    writing: { connection: 'acme-us', variables: writing.variables },
    rotated: true,
    source: 'credentials.txt',
  },
};

describe('what was added', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    const added = cases[name];
    if (!added) throw new Error('there is no such case');
    const text = renderAdded(added, makeStyle({ colour: false, unicode: true, width: 80 }));
    for (const value of [TOKEN, CLIENT]) expect(text).not.toContain(value);
    await expect(text).toMatchFileSnapshot(`__golden__/added-${name}.txt`);
  });

  it.each([
    ['colour', { colour: true, unicode: true, width: 80 }],
    ['ascii', { colour: false, unicode: false, width: 80 }],
  ])('in %s', async (name, options) => {
    const text = renderAdded({ writing, rotated: false, source: 'credentials.txt' }, makeStyle(options));
    if (!options.unicode) expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot(`__golden__/added-${name}.txt`);
  });

  it('tells to delete the file exactly as long as it is there', () => {
    const style = makeStyle({ colour: false, unicode: true, width: 80 });
    const text = (rest: Partial<Added>) => renderAdded({ writing, rotated: false, ...rest }, style);
    expect(text({ source: 'c.txt', deleted: false })).toContain('Delete c.txt: ');
    expect(text({})).toContain('Delete the file that the credentials came from');
    expect(text({ source: 'c.txt', deleted: true })).not.toContain('Delete ');
  });

  it('with names that would steer the terminal', async () => {
    const style = makeStyle({ colour: false, unicode: true, width: 80 });
    const nasty: Writing = {
      ...writing,
      connection: hostile('acme'),
      variables: {
        clientId: { env: hostile('CLIENT_ID'), value: CLIENT },
        accessToken: { env: hostile("TOKEN' $(id)"), value: { reveal: () => TOKEN } },
      },
      config: { file: hostile('flowlink.yaml'), text: '', isNewFile: true },
      scopes: [hostile('orders')],
    };
    const { env: _, ...outside } = nasty;
    const text = [
      renderAdded({ writing: nasty, rotated: false, source: hostile(`${veryLong}.txt`) }, style),
      renderAdded({ writing: nasty, rotated: true, source: hostile('c.txt'), deleted: true }, style),
      renderAdded({ writing: outside, rotated: false }, style),
    ].join('---\n');
    expect(unsafeIn(text)).toEqual([]);
    await expect(text).toMatchFileSnapshot('__golden__/added-hostile.txt');
  });
});

// The commands for CI are run as they stand, with programs that note down what they are given.
describe('the commands for CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowlink-added-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const program of ['gh', 'glab']) {
    const path = join(folder, program);
    writeFileSync(path, `#!/bin/sh\necho "${program} $* < $(cat; echo .)" >> "${folder}/log"\n`);
    chmodSync(path, 0o755);
  }

  const style = makeStyle({ colour: false, unicode: true, width: 80 });

  function run(added: Added, input = ''): string[] {
    const commands = renderAdded(added, style)
      .split('\n')
      .filter((line) => /^ .*\b(?:gh|glab) /.test(line));
    expect(commands).toHaveLength(4);
    const log = join(folder, 'log');
    rmSync(log, { force: true });
    writeFileSync(join(folder, '.env'), added.writing.env ?? '');
    for (const command of commands) {
      execFileSync('bash', ['--norc', '-c', command], {
        cwd: folder,
        input,
        env: {
          PATH: `${folder}:${join(process.execPath, '..')}:${process.env.PATH}`,
          // Where both are set, node lets this one win.
          ACME_US_ACCESS_TOKEN: 'stale',
        },
      });
    }
    return readFileSync(log, 'utf8').trimEnd().split('\n');
  }

  it.each([
    ['as flowlink writes it', writing.env],
    ['with `export`', writing.env.replaceAll(/^/gm, 'export ').replace(/export $/, '')],
    ['with quotes', writing.env.replaceAll(/=(.*)$/gm, "='$1'")],
    ['with spaces', writing.env.replaceAll('=', ' = ')],
    ['with comments', writing.env.replaceAll(/$/gm, ' # new').trim()],
    ['twice', `ACME_US_ACCESS_TOKEN=old\n${writing.env}`],
    ['with CRLF', writing.env.replaceAll('\n', '\r\n')],
    ['commented out before', `#ACME_US_ACCESS_TOKEN=old\n${writing.env}`],
  ])('hand over the values from .env: %s', (_, env) => {
    expect(run({ writing: { ...writing, env }, rotated: false })).toEqual([
      `gh variable set ACME_US_CLIENT_ID < ${CLIENT}.`,
      `gh secret set ACME_US_ACCESS_TOKEN < ${TOKEN}.`,
      `glab variable set ACME_US_CLIENT_ID < ${CLIENT}.`,
      `glab variable set ACME_US_ACCESS_TOKEN --masked --raw < ${TOKEN}.`,
    ]);
  });

  it('hand over what is typed', () => {
    const given = run({ writing: elsewhere, rotated: false }, 'typed\n');
    expect(given.filter((line) => line.startsWith('glab'))).toEqual([
      'glab variable set ACME_US_CLIENT_ID < typed.',
      'glab variable set ACME_US_ACCESS_TOKEN --masked --raw < typed.',
    ]);
  });

  it('replace what GitLab has already', () => {
    const verbs = (change: Added) => run(change).map((line) => line.split(' ').slice(0, 3).join(' '));
    const gh = ['gh variable set', 'gh secret set'];
    expect(verbs({ writing: rotation, rotated: true })).toEqual([
      ...gh,
      'glab variable update',
      'glab variable update',
    ]);
    expect(verbs({ writing: { ...rotation, config: writing.config }, rotated: true })).toEqual([
      ...gh,
      'glab variable set',
      'glab variable update',
    ]);
  });
});
