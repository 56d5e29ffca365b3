// Diagnostics as people see them.
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../src/render/diagnostics.ts';
import { makeStyle } from '../src/render/style.ts';
import { problems, repeated, repeatedSources, sources, unknownKey } from './problems.ts';

describe('diagnostics', () => {
  it.each([
    ['plain', { colour: false, unicode: true, width: 120 }],
    ['narrow', { colour: false, unicode: true, width: 60 }],
    ['ascii', { colour: false, unicode: false, width: 80 }],
    ['colour', { colour: true, unicode: true, width: 80 }],
    ['200', { colour: false, unicode: true, width: 200 }],
  ])('%s', async (name, options) => {
    const text = renderDiagnostics(problems, sources, makeStyle(options));
    await expect(text).toMatchFileSnapshot(`__golden__/diagnostics-${name}.txt`);
    expect(text).not.toContain('s3cr3t');
  });

  it.each([
    ['80', { colour: false, unicode: true, width: 80 }],
    ['200', { colour: false, unicode: true, width: 200 }],
    ['ascii', { colour: false, unicode: false, width: 80 }],
    ['colour', { colour: true, unicode: true, width: 80 }],
  ])('many of one code, %s', async (name, options) => {
    const text = renderDiagnostics(repeated, repeatedSources, makeStyle(options));
    await expect(text).toMatchFileSnapshot(`__golden__/diagnostics-repeated-${name}.txt`);
  });

  it('no error is left out, however many there are', () => {
    const style = makeStyle({ colour: false, unicode: true, width: 80 });
    const errors = repeated.map((problem) => ({ ...problem, severity: 'error' as const }));
    const text = renderDiagnostics(errors, repeatedSources, style);
    for (let number = 1; number <= 20; number++) {
      expect(text).toMatch(new RegExp(`shops\\.yaml:${number + 1}:\\d+, connection shop-${number}\\b`));
    }
  });

  it('a link is shown once, whatever was printed before', () => {
    const style = makeStyle({ colour: false, unicode: true, width: 80 });
    expect(renderDiagnostics([unknownKey, unknownKey], sources, style).match(/https:/g)).toHaveLength(1);
    const known = new Set([unknownKey.code]);
    expect(renderDiagnostics([unknownKey], sources, style, known)).not.toContain('https:');
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
