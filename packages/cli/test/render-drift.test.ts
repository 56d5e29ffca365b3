// Drift as people and programs read it.
import { expect, it } from 'vitest';
import { renderDrift } from '../src/render/drift.ts';
import { driftJson } from '../src/render/drift-json.ts';
import { makeStyle } from '../src/render/style.ts';
import { configurationAhead, driftOf, everything, sources } from './drifts.ts';
import { hostile, unsafeIn } from './hostile.ts';

const plain = { colour: false, unicode: true };

it.each([80, 200])('at %i columns', async (width) => {
  const text = renderDrift(everything, sources, makeStyle({ ...plain, width }));
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  await expect(text).toMatchFileSnapshot(`__golden__/drift-${width}.txt`);
});

it('with colours, and in ASCII', async () => {
  const coloured = renderDrift(everything, sources, makeStyle({ colour: true, unicode: true, width: 100 }));
  await expect(coloured).toMatchFileSnapshot('__golden__/drift-colour.txt');
  const ascii = renderDrift(everything, sources, makeStyle({ colour: false, unicode: false, width: 100 }));
  expect(ascii).toMatch(/^[\n -~]*$/);
  await expect(ascii).toMatchFileSnapshot('__golden__/drift-ascii.txt');
});

it('says when only the configuration is ahead, and when nothing is', async () => {
  const style = makeStyle({ ...plain, width: 80 });
  await expect(renderDrift(configurationAhead, sources, style)).toMatchFileSnapshot(
    '__golden__/drift-configuration-ahead.txt',
  );
  expect(renderDrift(driftOf([]), sources, style)).toBe(
    'No drift. All 12 connections are as configured and applied.\n',
  );
  expect(renderDrift(driftOf([], 1), sources, style)).toBe(
    'No drift. The connection is as configured and applied.\n',
  );
});

it('for programs', async () => {
  const json = `${JSON.stringify(driftJson(everything, sources), null, 2)}\n`;
  await expect(json).toMatchFileSnapshot('__golden__/drift.json');
});

it('nothing in it can steer the terminal', () => {
  const by = { token: hostile('token'), user: hostile('jo') };
  const nasty = driftOf([
    {
      name: hostile('name'),
      status: 'differs',
      isDrift: true,
      renamedTo: { name: hostile('other'), edited: { by, at: '2026-02-02T08:30:12Z' } },
      fields: [
        {
          path: ['workflows', hostile('flow'), 'action'],
          kind: 'change',
          before: hostile('before'),
          after: hostile('after'),
          sensitive: false,
          forces_replacement: false,
          direction: 'conflict',
          place: { file: hostile('file'), range: { start: 0, end: 0 } },
          edited: { by, at: '2026-02-02T08:30:12Z' },
        },
      ],
    },
  ]);
  expect(unsafeIn(renderDrift(nasty, sources, makeStyle({ ...plain, width: 80 })))).toEqual([]);
});
