// Whatever a file looks like, an edit changes what it should and nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type WrittenEntry, type WrittenYaml, writtenYaml } from '../../../test/written-yaml.ts';
import { dataOf } from '../../../test/yaml-data.ts';
import type { Path } from '../../load/nodes.ts';
import { appendItem } from './append-item.ts';
import type { Json } from './json.ts';
import { removeValue } from './remove-value.ts';
import { setValue } from './set-value.ts';
import type { DocumentPath, Edited } from './yaml-text.ts';

const commentsOf = (text: string): string[] => text.match(/# (?:head |foot )?\d+/g) ?? [];

const linesOf = (text: string): string[] => text.split(/\r?\n/);

function textOf(edited: Edited): string {
  if ('problem' in edited) expect.fail(edited.problem);
  return edited.text;
}

/** The value at a place, or undefined. */
const valueAt = (text: string, { document, path }: DocumentPath): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, segment) => (value as { [key: string]: Json } | undefined)?.[segment],
    dataOf(text)?.[document],
  );

/** The data of a text with one value changed; undefined takes it away. */
function dataWith(
  text: string,
  { document, path }: DocumentPath,
  value: Json | undefined,
): Json[] | undefined {
  // Aliases are the same objects as what they refer to; a copy is not.
  const data = dataOf(text)?.map((each): Json => JSON.parse(JSON.stringify(each)));
  let parent = data as unknown as { [key: string]: Json };
  for (const segment of [document, ...path.slice(0, -1)]) {
    parent[segment] ??= {};
    parent = parent[segment] as typeof parent;
  }
  const last = path.at(-1) ?? '';
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return data;
}

/** A file and one of its entries. */
const chosen = fc.tuple(writtenYaml, fc.nat()).map(([written, number]) => ({
  ...written,
  entry: written.entries[number % written.entries.length] as WrittenEntry,
}));

const text = fc.constantFrom(
  'x',
  '12',
  '',
  '${env:A}',
  'a: b # c',
  "it's",
  'two\nlines',
  '2026-01-31',
  'é\u2028',
);
const json = fc.oneof(
  text,
  fc.constantFrom(null, true, 0, 1e21),
  fc.constantFrom<Json>([], {}, ['a', 'b'], { action: 'get_orders', parameters: { limit: 50 } }, [
    { name: 'a' },
  ]),
  fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value))),
);
const chosenWithValue = fc.record({ file: chosen, value: json });

const law = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, (value) => check(value)));

/** The comments that may go with an entry; undefined if that is not noted. */
const commentsWith = (text: string, { lines }: WrittenEntry): string[] | undefined =>
  lines && commentsOf(linesOf(text).slice(lines[0], lines[1]).join('\n'));

/** All comments are there in their order, except for some of those that may go with the entry. */
function expectComments(after: string, { text }: WrittenYaml, entry: WrittenEntry): void {
  const left = commentsOf(after);
  expect(commentsOf(text).filter((comment) => left.includes(comment))).toEqual(left);
  const gone = commentsWith(text, entry);
  const isKept = (comment: string) => !gone?.includes(comment);
  if (gone) expect(left.filter(isKept)).toEqual(commentsOf(text).filter(isKept));
}

test('setting a value that is there changes nothing', () => {
  law(chosen, ({ text, entry }) => {
    expect(textOf(setValue(text, entry, valueAt(text, entry) as Json))).toBe(text);
  });
});

test('removing an entry leaves all other lines as they are', () => {
  law(chosen, (file) => {
    const { text, entry } = file;
    const after = textOf(removeValue(text, entry));
    expect(dataOf(after)).toEqual(dataWith(text, entry, undefined));
    expectComments(after, file, entry);
    if (!entry.lines) return;
    const [from, to] = entry.lines;
    const others = linesOf(text).toSpliced(from, to - from);
    expect(outline(linesOf(after), entry)).toEqual(outline(others, entry));
    // Blank lines at the end of a text that keeps them are no stray ones.
    if (!text.includes('|+')) expect(mostBlankLines(after)).toBeLessThanOrEqual(mostBlankLines(text));
  });
});

/** Lines without what a removal may change around it: blank lines, commas, and the braces that an empty map gets. */
function outline(lines: string[], { parent }: WrittenEntry): string[] {
  const parts = parent.startsWith('block') ? lines : [lines.join('').replaceAll(/[\s,]/g, '')];
  return parts.map((part) => part.replaceAll(/ ?(\{\}|\[\])/g, '').trimEnd()).filter((part) => part !== '');
}

const mostBlankLines = (text: string): number =>
  Math.max(0, ...(text.match(/\n(?:[ \t]*\r?\n)+/g) ?? []).map((gap) => linesOf(gap).length));

test('a new key of a block map is one insertion, and removing it gives the original', () => {
  law(chosenWithValue, ({ file: { text, entry }, value }) => {
    fc.pre(entry.parent === 'block map');
    const place = besides(entry, 'new');
    const after = textOf(setValue(text, place, value));
    expect(dataOf(after)).toEqual(dataWith(text, place, value));
    let start = 0;
    while (start < text.length && text[start] === after[start]) start++;
    expect(after.endsWith(text.slice(start))).toBe(true);
    expect(textOf(removeValue(after, place))).toBe(text);
  });
});

const besides = ({ document, path }: WrittenEntry, ...keys: Path): DocumentPath => ({
  document,
  path: [...path.slice(0, -1), ...keys],
});

test('keys that are missing get the maps on the way to them', () => {
  law(chosenWithValue, ({ file: { text, entry }, value }) => {
    fc.pre(entry.parent === 'block map' || entry.parent === 'braces');
    const after = textOf(setValue(text, besides(entry, 'new', 'deep'), value));
    expect(dataOf(after)).toEqual(dataWith(text, besides(entry, 'new'), { deep: value }));
    expect(commentsOf(after)).toEqual(commentsOf(text));
  });
});

test('any value takes the place of any other, and comments elsewhere stay', () => {
  law(chosenWithValue, ({ file, value }) => {
    const { text, entry } = file;
    const after = textOf(setValue(text, entry, value));
    expect(dataOf(after)).toEqual(dataWith(text, entry, value));
    expectComments(after, file, entry);
  });
});

test('a scalar for a scalar on one line changes this line only', () => {
  const scalar = fc.oneof(text, fc.constantFrom(null, true, 0));
  law(fc.record({ file: chosen, value: scalar }), ({ file: { text, entry }, value }) => {
    const lines = linesOf(text);
    const own = lines.slice(...(entry.lines ?? [0, 0]));
    const before = valueAt(text, entry);
    fc.pre(entry.lines !== undefined && (typeof before !== 'object' || before === null));
    fc.pre(!own.some((line) => /[|>][-+]?( #|$)/.test(line)));
    const after = linesOf(textOf(setValue(text, entry, value)));
    expect(after).toHaveLength(lines.length);
    const different = lines.filter((line, index) => line !== after[index]);
    expect(different.length).toBeLessThanOrEqual(1);
    expect(own).toEqual(expect.arrayContaining(different));
  });
});

test('an item goes at the end of any list, and all else stays', () => {
  law(chosenWithValue, ({ file: { text, entry }, value }) => {
    const list = [entry, besides(entry)].find((place) => {
      const before = valueAt(text, place);
      return place.path.length > 0 && (Array.isArray(before) || before === null);
    });
    fc.pre(list !== undefined);
    if (!list) return;
    const before = (valueAt(text, list) ?? []) as Json[];
    const after = textOf(appendItem(text, list, value));
    expect(dataOf(after)).toEqual(dataWith(text, list, [...before, value]));
    expect(commentsOf(after)).toEqual(commentsOf(text));
  });
});

test('a list becomes another list, and what stays keeps its comments', () => {
  const choices = fc.array(fc.constantFrom('remove', 'keep', 'add behind'), { minLength: 4, maxLength: 4 });
  law(fc.record({ file: chosen, choices }), ({ file, choices }) => {
    const { text, entry } = file;
    const before = valueAt(text, entry);
    fc.pre(Array.isArray(before));
    const list = (before as Json[]).flatMap((item, index): Json[] => {
      const kept = choices[index] === 'remove' ? [] : [item];
      return choices[index] === 'add behind' ? [...kept, `new ${index}`] : kept;
    });
    const after = textOf(setValue(text, entry, list));
    expect(dataOf(after)).toEqual(dataWith(text, entry, list));

    const isItem = ({ document, path }: WrittenEntry) =>
      document === entry.document && JSON.stringify(path.slice(0, -1)) === JSON.stringify(entry.path);
    const removed = file.entries.filter(
      (item) => isItem(item) && choices[Number(item.path.at(-1))] === 'remove',
    );
    // Of equal items it does not matter which one goes.
    const areUnequal =
      new Set((before as Json[]).map((item) => JSON.stringify(item))).size === before?.length;
    if (!areUnequal || removed.some(({ lines }) => !lines)) return;
    const gone = removed.flatMap((item) => commentsWith(text, item) ?? []);
    const kept = commentsOf(text).filter((comment) => !gone.includes(comment));
    expect(commentsOf(after)).toEqual(expect.arrayContaining(kept));
  });
});

test('a file that somebody damaged, or that shares values, is changed as it should or not at all', () => {
  const shared = fc.constantFrom('&x ', '&x\n', '*x', '<<: *x', '!!str ', '!t ');
  const syntax = fc.constantFrom(
    '? ',
    '- ',
    ':',
    ',',
    '{',
    '}',
    '[',
    ']',
    "'",
    '"',
    '|',
    '#',
    '\t',
    '\uFEFF',
    '%',
  );
  const lines = fc.constantFrom('\n', '\r', ' ', '  ', '\n\n', '# 99\n', '...\n', '---\n', '*x\n');
  const piece = fc.tuple(fc.nat(), fc.oneof(shared, syntax, lines));
  law(
    fc.record({ file: chosenWithValue, pieces: fc.array(piece, { minLength: 1, maxLength: 4 }) }),
    ({ file: { file, value }, pieces }) => {
      const { entry } = file;
      const damaged = pieces.reduce((text, [number, piece]) => {
        const place = number % (text.length + 1);
        return text.slice(0, place) + piece + text.slice(place);
      }, file.text);
      const expectEdit = (edited: Edited, expected: () => Json[] | undefined) => {
        if ('text' in edited && edited.text !== damaged) expect(dataOf(edited.text)).toEqual(expected());
      };
      expectEdit(setValue(damaged, entry, value), () => dataWith(damaged, entry, value));
      expectEdit(removeValue(damaged, entry), () => dataWith(damaged, entry, undefined));
      expectEdit(appendItem(damaged, entry, value), () =>
        dataWith(damaged, entry, [...((valueAt(damaged, entry) ?? []) as Json[]), value]),
      );
    },
  );
});
