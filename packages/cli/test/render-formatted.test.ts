// What flowlink fmt says, and the diffs it shows.
import { describe, expect, it } from 'vitest';
import { renderDiffs, renderFormatted } from '../src/render/formatted.ts';
import { makeStyle } from '../src/render/style.ts';
import { unifiedDiff } from '../src/render/unified-diff.ts';
import { hostile, unsafeIn } from './hostile.ts';

const plain = makeStyle({ colour: false, unicode: true, width: 80 });
const coloured = makeStyle({ colour: true, unicode: true, width: 80 });

const before = `connections:
  acme:
      store_hash: g5cd38
      platform: bigcommerce
      # the end
workspace:   acme
guards: {max_destroy: 1}
include: []
backend: { url: https://flowlink.example.com }
`;
const after = `workspace: acme
backend: { url: https://flowlink.example.com }
include: []
guards: { max_destroy: 1 }
connections:
  acme:
    platform: bigcommerce
    store_hash: g5cd38
    # the end
`;

describe('files', () => {
  it.each([
    [[], { formatted: 3, isAll: true }, '✓ Everything is formatted: 3 files.\n'],
    [[], { formatted: 1, isAll: false }, '✓ Everything else is formatted: 1 file.\n'],
    [[], { formatted: 0, isAll: false }, ''],
    [['a.yaml', 'b/c.yaml'], { formatted: 3, isAll: true }, 'formatted a.yaml\nformatted b/c.yaml\n'],
  ])('%j of %j', (written, extent, text) => {
    expect(renderFormatted(written, extent, plain)).toBe(text);
  });
});

describe('a diff', () => {
  it.each([
    ['plain', plain],
    ['colour', coloured],
  ])('%s', async (name, style) => {
    const diffs = [
      unifiedDiff('flowlink.yaml', before, after),
      unifiedDiff('connections/us.yaml', 'connections: {}', 'connections: {}\n'),
    ];
    await expect(renderDiffs(diffs, style)).toMatchFileSnapshot(`__golden__/diff-${name}.txt`);
  });

  it('ends of lines show only where they differ', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(unifiedDiff('a', crlf('b:  1\n'), crlf('b: 1\n'))).toEqual(unifiedDiff('a', 'b:  1\n', 'b: 1\n'));
    expect(renderDiffs([unifiedDiff('a', 'b: 1\r\nc: 1\n', 'b: 1\r\nc: 1\r\n')], plain)).toContain(
      '-c: 1\n+c: 1�\n',
    );
  });

  it('has only a head if nothing that differs is shown', () => {
    expect(unifiedDiff('a', 'b: 1\n', 'b: 1\n')).toEqual(['--- a/a', '+++ b/a']);
  });

  it('of texts that differ everywhere shows all of both, without looking for what stayed', () => {
    const text = (indent: string) =>
      Array.from({ length: 20_000 }, (_, index) => `${indent}a${index}: 1\n`).join('');
    const started = Date.now();
    const diff = unifiedDiff('a', text('   '), text('  '));
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(diff.slice(0, 4)).toEqual(['--- a/a', '+++ b/a', '@@ -1,20000 +1,20000 @@', '-   a0: 1']);
    expect(diff.at(-1)).toBe('+  a19999: 1');
    expect(diff).toHaveLength(40_003);
  });

  it('cannot steer the terminal', () => {
    const diff = unifiedDiff(hostile('a.yaml'), `${hostile('b')}\n`, `${hostile('c')}\n`);
    expect(unsafeIn(renderDiffs([diff], plain))).toEqual([]);
    expect(unsafeIn(renderFormatted([hostile('a.yaml')], { formatted: 1, isAll: true }, plain))).toEqual([]);
  });
});
