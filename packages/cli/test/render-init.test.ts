// What people read after a project was started: what was written, what was kept, and what is left to do.
import { describe, expect, it } from 'vitest';
import { renderStarted, type Started } from '../src/render/init.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn, widthOf } from './hostile.ts';

const started: Started = {
  files: [
    { file: 'flowlink.yaml', action: 'written', text: '' },
    { file: 'connections/acme-us.yaml', action: 'written', text: '' },
    { file: '.env.example', action: 'written', text: '' },
    { file: '.github/workflows/flowlink.yml', action: 'written', text: '' },
    { file: '.vscode/settings.json', action: 'kept' },
    { file: '.gitignore', action: 'extended', text: '' },
  ],
  connection: {
    name: 'acme-us',
    scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'],
  },
  variables: [
    { name: 'FLOWLINK_TOKEN', isSecret: true, origin: '' },
    { name: 'ACME_US_CLIENT_ID', isSecret: false, origin: '' },
    { name: 'ACME_US_ACCESS_TOKEN', isSecret: true, origin: '' },
  ],
  ci: 'github',
  hasEnv: false,
};
const { connection: _, ...unconnected } = started;

describe('what was started', () => {
  it.each<[string, Started]>([
    ['github', started],
    ['gitlab', { ...started, ci: 'gitlab' }],
    ['elsewhere', { ...started, ci: 'none', directory: "my shops/Sam's/", hasEnv: true }],
    ['without-connection', { ...unconnected, ci: 'none' }],
  ])('%s', async (name, given) => {
    const text = renderStarted(given, makeStyle({ colour: false, unicode: true, width: 80 }));
    await expect(text).toMatchFileSnapshot(`__golden__/started-${name}.txt`);
  });

  it.each([
    ['colour', { colour: true, unicode: true, width: 80 }],
    ['ascii', { colour: false, unicode: false, width: 80 }],
    ['200', { colour: false, unicode: true, width: 200 }],
  ])('in %s', async (name, options) => {
    const text = renderStarted(started, makeStyle(options));
    if (!options.unicode) expect(text).toMatch(/^[\n -~]*$/);
    if (!options.colour) expect(widthOf(text)).toBeLessThanOrEqual(Math.min(options.width, 100));
    await expect(text).toMatchFileSnapshot(`__golden__/started-${name}.txt`);
  });

  it('with names that would steer the terminal', () => {
    const style = makeStyle({ colour: false, unicode: true, width: 80 });
    const text = renderStarted(
      {
        ...started,
        files: [
          { file: hostile('a'), action: 'kept' },
          { file: hostile('b'), action: 'written', text: '' },
        ],
        connection: { name: hostile('acme'), scopes: [hostile('orders')] },
        variables: [{ name: hostile('TOKEN'), isSecret: true, origin: '' }],
        directory: hostile('shops'),
      },
      style,
    );
    expect(unsafeIn(text)).toEqual([]);
  });
});
