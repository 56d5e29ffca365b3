// Edits replace what they name and nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from './text-edit.ts';

const edit = (start: number, end: number, text: string) => ({ range: { start, end }, text });

test('edits come in any order, and the same one twice counts once', () => {
  expect(applyEdits('abcdef', [])).toBe('abcdef');
  expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'AA'), edit(4, 5, 'E')])).toBe('AAbcdEf');
  expect(applyEdits('abcdef', [edit(2, 4, 'X'), edit(2, 2, '-'), edit(4, 4, '+')])).toBe('ab-X+ef');
});

test.each([
  ['overlap', [edit(0, 3, 'x'), edit(2, 4, 'y')]],
  ['insert inside another', [edit(0, 3, 'x'), edit(1, 1, 'y')]],
  ['replace the same by different texts', [edit(0, 3, 'x'), edit(0, 3, 'y')]],
  ['insert different texts at one place', [edit(2, 2, 'x'), edit(2, 2, 'y')]],
  ['lie outside', [edit(3, 9, 'x')]],
  ['run backwards', [edit(3, 2, 'x')]],
])('edits that %s are a bug', (_, edits) => {
  expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
});

test('the pieces between edits stay, in any order of the edits', () => {
  const piece = fc.record({ kept: fc.string({ minLength: 1 }), old: fc.string(), text: fc.string() });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (pieces, random) => {
      let text = '';
      const edits = pieces.map(({ kept, old, text: replacement }) => {
        text += kept;
        const start = text.length;
        text += old;
        return edit(start, text.length, replacement);
      });
      const shuffled = edits
        .map((item) => ({ item, by: random.next().value ?? 0 }))
        .sort((a, b) => a.by - b.by)
        .map(({ item }) => item);
      expect(applyEdits(text, shuffled)).toBe(pieces.map(({ kept, text }) => kept + text).join(''));
    }),
  );
});
