// Diagnostics as people see them.
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../src/render/diagnostics.ts';
import { makeStyle } from '../src/render/style.ts';
import { problems, sources, unknownKey } from './problems.ts';

describe('diagnostics', () => {
  it.each([
    ['plain', { colour: false, unicode: true, width: 120 }],
    ['narrow', { colour: false, unicode: true, width: 60 }],
    ['ascii', { colour: false, unicode: false, width: 80 }],
    ['colour', { colour: true, unicode: true, width: 80 }],
  ])('%s', async (name, options) => {
    const text = renderDiagnostics(problems, sources, makeStyle(options));
    await expect(text).toMatchFileSnapshot(`__golden__/diagnostics-${name}.txt`);
    expect(text).not.toContain('s3cr3t');
  });

  it('cannot steer the terminal', () => {
    const text = renderDiagnostics(problems, sources, makeStyle({ colour: false, unicode: true, width: 80 }));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
  });

  it('one alone is not counted', () => {
    const text = renderDiagnostics(
      [unknownKey],
      sources,
      makeStyle({ colour: false, unicode: true, width: 80 }),
    );
    expect(text).not.toContain('1 error');
  });
});
