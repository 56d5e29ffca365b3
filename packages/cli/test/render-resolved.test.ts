// Where each value of a connection comes from, as people and programs read it.
import type { ExplainedConnection, Origin } from '@flowlink/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderResolved } from '../src/render/resolved.ts';
import { resolvedJson } from '../src/render/resolved-json.ts';
import { makeStyle, type StyleOptions } from '../src/render/style.ts';
import { hostile, unsafeIn, veryLong, widthOf } from './hostile.ts';
import { type Explained, environment, explained, files, TOKEN } from './resolved.ts';

const plain = { colour: false, unicode: true };
let sample: Explained;

beforeAll(async () => {
  sample = await explained(files, environment);
});

const rendered = ({ connections, sources }: Explained, options: StyleOptions) =>
  connections.map((connection) => renderResolved(connection, sources, makeStyle(options))).join('\n');

describe('connections', () => {
  it.each([80, 120, 200])('in %i columns', async (width) => {
    const text = rendered(sample, { ...plain, width });
    expect(widthOf(text)).toBeLessThanOrEqual(width);
    expect(text).not.toContain(TOKEN);
    await expect(text).toMatchFileSnapshot(`__golden__/resolved-${width}.txt`);
  });

  it('in colour', async () => {
    const text = rendered(sample, { ...plain, colour: true, width: 80 });
    await expect(text).toMatchFileSnapshot('__golden__/resolved-colour.txt');
  });

  it('in ASCII', async () => {
    const text = rendered(sample, { colour: false, unicode: false, width: 80 });
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot('__golden__/resolved-ascii.txt');
  });

  it('in every width show every origin', () => {
    for (const width of [60, 80, 100, 119, 120, 121, 140, 160, 200, 300]) {
      const text = rendered(sample, { ...plain, width }).replaceAll(/\s+/g, ' ');
      expect(text.match(/(flowlink|us)\.yaml:\d+:\d+/g)).toHaveLength(30);
    }
  });

  it('as JSON', async () => {
    const json = sample.connections.map((connection) => resolvedJson(connection, sample.sources));
    const text = `${JSON.stringify(json, null, 2)}\n`;
    expect(text).not.toContain(TOKEN);
    await expect(text).toMatchFileSnapshot('__golden__/resolved.json');
  });
});

it('text that would steer the terminal is shown as what it is', async () => {
  const more = `more: { action: get_products, parameters: { sku: ${JSON.stringify(hostile('sku'))} } }`;
  const yaml = files['connections/us.yaml']
    .replace('stock: null', more)
    .replace('read_only]', 'read_only, store_v2_products]');
  const variables = { ...environment, ACME_US_CLIENT_ID: hostile('id') };
  const { connections, sources } = await explained({ ...files, 'connections/us.yaml': yaml }, variables);
  const [, us] = connections;
  if (!us) throw new Error('acme-us is gone');
  const file = hostile('us.yaml');
  const spoiled = (origin: Origin): Origin => ({ ...origin, file, profile: hostile('retail') });
  const connection: ExplainedConnection = {
    ...us,
    name: hostile('acme'),
    place: { ...us.place, file },
    extends: [hostile('retail'), veryLong],
    fields: us.fields.map(({ path, origin, overridden, variables: used, ...field }) => ({
      ...field,
      path: [...path, hostile('key')],
      origin: spoiled(origin),
      variables: used.map((use) => ({ ...use, env: hostile(use.env) })),
      overridden: overridden.map((statement) => ({
        ...statement,
        value: hostile('before'),
        origin: spoiled(statement.origin),
      })),
    })),
    removed: us.removed.map(({ path, origin, overridden }) => ({
      path: [...path, hostile('key')],
      origin: spoiled(origin),
      overridden: overridden.map((statement) => ({
        ...statement,
        path: [...path, hostile('key'), hostile('below')],
        value: [hostile('one'), hostile('two')],
        origin: spoiled(statement.origin),
      })),
    })),
  };
  for (const unicode of [true, false]) {
    const text = rendered({ connections: [connection], sources }, { ...plain, unicode, width: 80 });
    expect(unsafeIn(text)).toEqual([]);
    if (unicode) await expect(text).toMatchFileSnapshot('__golden__/resolved-hostile.txt');
  }
});
