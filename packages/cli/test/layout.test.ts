// Fitting text into columns.
import stringWidth from 'fast-string-width';
import { expect, it } from 'vitest';
import { clean, cleanProse } from '../src/render/clean.ts';
import { excerpt, shorten, wrap } from '../src/render/layout.ts';
import { shellWord } from '../src/render/shell-word.ts';

it('wraps where words end', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('unbreakable word', 4)).toEqual(['unbreakable', 'word']);
  expect(wrap('two\nlines', 20)).toEqual(['two', 'lines']);
});

it('shortens in the middle, by display width', () => {
  expect(shorten('abcdefghij', 5, '…')).toBe('ab…ij');
  expect(shorten('abc', 5, '…')).toBe('abc');
  expect(stringWidth(shorten('日本日本日本日本', 7, '…'))).toBeLessThanOrEqual(7);
});

it('keeps the place of an excerpt in sight', () => {
  const line = 'x'.repeat(300);
  for (const start of [0, 10, 40, 100, 250, 299]) {
    const { text, shift } = excerpt(line, 60, start, '…');
    expect(stringWidth(text)).toBeLessThanOrEqual(60);
    expect(start - shift).toBeGreaterThanOrEqual(0);
    expect(start - shift).toBeLessThan(60);
  }
});

it('replaces what could steer a terminal, one for one', () => {
  expect(clean('a\u001b[31m\u202e\u009bb\n', { unicode: true })).toBe('a�[31m��b�');
  expect(clean('\ud800', { unicode: false })).toBe('?');
  expect(cleanProse('“a”\n→ b…', { unicode: false })).toBe('"a"\n-> b...');
});

it('quotes for a shell only what needs it', () => {
  expect(shellWord('out/plan-1.json')).toBe('out/plan-1.json');
  expect(shellWord("it's")).toBe(String.raw`'it'\''s'`);
  expect(shellWord('-x')).toBe("'-x'");
});
