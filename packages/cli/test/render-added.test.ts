// What people read after credentials were written: what is where, and what is left to do.
import type { Writing } from '@flowlink/core';
import { describe, expect, it } from 'vitest';
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
