// The small parts of diagnostics: code frames, positions and suggestions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrame } from './code-frame.ts';
import { lineColumn } from './source-file.ts';
import { nearest } from './suggest.ts';

test('lines and columns count from 1, whatever ends the lines', () => {
  expect(lineColumn('', 0)).toEqual({ line: 1, column: 1 });
  expect(lineColumn('ab\ncd', 3)).toEqual({ line: 2, column: 1 });
  expect(lineColumn('ab\r\ncd', 5)).toEqual({ line: 2, column: 2 });
});

test('a frame underlines the range and never shows what is redacted', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60 }),
      fc.string({ maxLength: 60 }),
      fc.nat(140),
      fc.nat(20),
      (before, after, start, length) => {
        const text = `${before}SECRET${after}`;
        const redactions = [{ start: before.length, end: before.length + 6 }];
        for (const { text: shown, underline } of codeFrame(
          { path: 'x', text, redactions },
          { start, end: start + length },
        )) {
          expect(shown).not.toContain('SECRET');
          if (underline) expect(underline.end).toBeGreaterThan(underline.start);
        }
      },
    ),
  );
  const source = { path: 'x', text: 'one\n  two: three\n', redactions: [] };
  expect(codeFrame(source, { start: 6, end: 9 })).toEqual([
    { number: 1, text: 'one' },
    { number: 2, text: '  two: three', underline: { start: 2, end: 5 } },
  ]);
});

test('suggestions are near or not made', () => {
  expect(nearest('acces_token', ['client_id', 'access_token'])).toBe('access_token');
  expect(nearest('get_order', ['get_orders', 'add_order'])).toBe('get_orders');
  expect(nearest('plna', ['plan', 'apply'])).toBe('plan');
  expect(nearest('color', ['platform', 'scopes'])).toBeUndefined();
});
