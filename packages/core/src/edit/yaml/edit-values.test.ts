// What edits look like in files as people write them.
import { expect, test } from 'vitest';
import { textDiff } from '../../../test/text-diff.ts';
import type { Path } from '../../load/nodes.ts';
import { appendItem } from './append-item.ts';
import type { Json } from './json.ts';
import { removeValue } from './remove-value.ts';
import { setValue } from './set-value.ts';

type Case = readonly [yaml: string, path: Path, value?: Json | undefined, document?: number];

/** Comments everywhere, block and flow mixed, entries with and without blank lines between them. */
const project = `# All stores.
connections:
  acme: # the first one
    platform: bigcommerce
    store_hash: 'g5cd38' # from the API path
    scopes:
      - a # first
      # What b is for.
      - b

      - c
    workflows:
      orders: { action: get_orders }
      # Keeps the stock.
      stock:
        action: set_inventory # now
        # parameters: { limit: 1 }

  # Europe
  eu:
    platform: bigcommerce
    limit: 50 # soon
# The end.
`;
const acme = ['connections', 'acme'];
const eu = ['connections', 'eu'];

const scopes = 'a:\n  scopes: [one, two] # note\nb: 1\n';
const broken = 'scopes: [\n  one, # 1\n  # two\n  two, # 2\n\n  three # 3\n]\n';
const documents = '# First.\na: 1\n\n---\n# Second.\nb: 1 # b\n...\n---\n# Third.\n...\n# behind\n';

const settings: Record<string, Case> = {
  'a number': [project, [...eu, 'limit'], 60],
  'single quotes that hold the new value': [project, [...acme, 'store_hash'], "it's"],
  'single quotes that do not': [project, [...acme, 'store_hash'], 'a\nb'],
  'single quotes for a number': [project, [...acme, 'store_hash'], 12],
  'double quotes': ['a: "x" # y\n', ['a'], 'say "hi"'],
  'plain text that needs quotes': ['a: x # y\n', ['a'], '12'],
  'a date without quotes': ['a: 2026-01-31\n', ['a'], '2026-02-01'],
  'a reference between braces': ['a: { b: x, c: y }\n', ['a', 'b'], '${env:B}'],
  'text of several lines': ['a: one\n  two # x\nb: 1\n', ['a'], 'three'],
  'a literal block': ['a: | # why\n  text\n  more\n\nb: 1\n', ['a'], 'x'],
  'a literal block by a map': ['a: |+\n  text\n\n\nb: 1\n', ['a'], { x: { y: 1 }, z: [] }],
  'a blank': ['a: # soon\n  # later\nb: 1\n', ['a'], true],
  'a blank by a map': ['a: # soon\n  # later\nb: 1\n', ['a'], { x: { y: 1 } }],
  'a blank between braces': ['{ a: , b: 1 }\n', ['a'], 'x'],
  'a key without a value between braces': ['{ a, b: 1 }\n', ['a'], 'x'],
  'a blank in a list': ['- # one\n- two\n', [0], 'x'],
  'a map by null': [project, [...acme, 'workflows', 'stock'], null],
  'a map by text': [project, [...acme, 'workflows'], 'none'],
  'a map by nothing': [project, [...acme, 'workflows'], {}],
  'a map by a list': ['a: # x\n  # all\n  b: 1\n\n  c: 2\nd: 1\n', ['a'], [{ name: 'x' }]],
  'a map by another': [
    project,
    [...acme, 'workflows'],
    { stock: { action: 'set_inventory', parameters: { limit: 5 } }, ship: { action: 'add_shipment' } },
  ],
  'a map that has nothing in common': ['a:\n  b: 1 # b\n\n  c: 2\n', ['a'], { d: 3 }],
  'text by a map': ['a: x # y\nb: 1\n', ['a'], { b: { c: 1 } }],
  'text by a short map': ['a: x # y\nb: 1\n', ['a'], { b: 1 }],
  'an item by a map': ['- a # x\n- b\n', [1], { from: { a: 1 }, to: { b: 1 } }],
  'a map in a list': ['- from: a\n  to: b # x\n- c\n', [0], { from: 'a', to: 'd' }],
  'a map in a list by text': ['- from: a\n  to: b # x\n- c\n', [0], 'd'],
  'a list in a list': ['- - a # x\n  - b\n- c\n', [0], ['b', 'd']],
  'a root': ['a: 1 # x\n', [], { b: 1, a: 2 }],
  'a file that is empty': ['', [], { workspace: 'acme', connections: { a: { extends: 'b' } } }],
  'text with an anchor that nothing uses': ['a: &x y # z\n', ['a'], 'b'],
  'what is there already': ['a:   "x"   # y', ['a'], 'x'],

  'a list that loses and gains': [project, [...acme, 'scopes'], ['a', 'c', 'd']],
  'a list that gains at the front and between': [project, [...acme, 'scopes'], ['z', 'a', 'x', 'b', 'c']],
  'a list that is turned around': [project, [...acme, 'scopes'], ['c', 'b', 'a']],
  'a list that loses all': [project, [...acme, 'scopes'], []],
  'a list that loses all and gains': ['a:\n- b # x\n- c\nd: 1\n', ['a'], ['e', 'f']],
  'a list in brackets': [scopes, ['a', 'scopes'], ['zero', 'two', 'three']],
  'a list in brackets that loses all': [scopes, ['a', 'scopes'], []],
  'a list in broken brackets': [broken, ['scopes'], ['zero', 'one', 'three', 'four']],
  'an empty list': ['a: [] # x\nb: 1\n', ['a'], ['c']],

  'a new key': [project, [...eu, 'protect'], true],
  'a new key where a map ends with comments': [project, [...acme, 'workflows', 'stock', 'enabled'], false],
  'a new key between braces': [project, [...acme, 'workflows', 'orders', 'parameters'], { limit: 50 }],
  'a new key deep between braces': [project, [...acme, 'workflows', 'orders', 'parameters', 'limit'], 50],
  'a new key with maps on the way': [project, [...eu, 'workflows', 'orders', 'parameters', 'limit'], 50],
  'a new key in another section': [project, ['guards', 'max_destroy'], 2],
  'a new key in the layout of its neighbours': [
    project,
    [...acme, 'workflows', 'ship'],
    { action: 'add_shipment', parameters: { limit: 50 } },
  ],
  'a new key beside braces': [
    'workflows:\n  orders: { action: get_orders }\n',
    ['workflows', 'stock'],
    { action: 'set_inventory', parameters: { limit: 50, dry: null } },
  ],
  'a new key that does not fit on a line': [
    'workflows:\n  orders: { action: get_orders }\n',
    ['workflows', 'stock'],
    { action: 'set_inventory', parameters: { first: 'x'.repeat(40), second: 'y'.repeat(40) } },
  ],
  'a new key after blank lines between': ['a:\n  b: 1\n\n  c: 2\n\nd: 1\n', ['a', 'e'], 3],
  'a new key at the root': ['a: 1\nb: 2\n', ['c'], 3],
  'a new key under a comment at the root': ['a: 1\n# end\n', ['c'], 3],
  'a new key without a final newline': ['a:\n    b: 1', ['a', 'c'], { d: { e: 1 } }],
  'a new key in a file of CRLF': ['a:\r\n  b: 1 # x\r\n\r\nc: 1\r\n', ['a', 'd'], { e: { f: 1 } }],
  'a new key after four spaces': ['a:\n    b:\n        c: 1\n', ['a', 'd'], { e: { f: 1 } }],
  'a new key beside a tab before a comment': ['a:\t# x\n  b: 1\t# y\n', ['a', 'c'], 2],
  'a new key in a map of a list': ['- a: 1\n  b: 2\n- c\n', [0, 'd'], 3],
  'a new key in an empty map': ['a: {} # x\nb: 1\n', ['a', 'c'], 1],
  'a new key in braces around a comment': ['a: {\n  # none\n}\n', ['a', 'c'], 1],
  'a new key for null': ['a: null # x\nb: 1\n', ['a', 'c', 'd'], 1],
  'a new key for a blank': ['a: # x\nb: 1\n', ['a', 'c'], 1],
  'a new key with quotes': ['"a": 1\n', ['1e5'], 'yes'],
  'a new key in JSON': ['{ "a": { "b": 1 } }\n', ['a', 'c'], { d: ['x', null] }],
  'a new list where lists are not indented': ['a:\n  b:\n  - 1\n', ['a', 'c'], [{ d: 1 }]],
  'a new key after a byte order mark': ['\uFEFFa: 1\n', ['b'], 2],

  'the first of several documents': [documents, ['c'], 2],
  'the first of several documents, with a section': [documents, ['c'], { d: { e: 1 } }],
  'the second of several documents': [documents, ['c'], 2, 1],
  'a blank document': [documents, ['c'], 2, 2],
  'a document that is not there': [documents, ['c'], 2, 3],
};

const removals: Record<string, Case> = {
  'a key with its comment': [project, [...eu, 'limit']],
  'a key below its comment': [project, eu],
  'the first key': [project, acme],
  'the first key of a list in a list': ['- - a # x\n  - b\n', [0, 0]],
  'a key with the comments inside': [project, [...acme, 'workflows', 'stock']],
  'a key between others': ['a:\n  b: 1\n\n  c: 2\n\n  d: 3\n', ['a', 'c']],
  'the last key after a blank line': ['a:\n  b: 1\n\n  c: 2\n\nd: 3\n', ['a', 'c']],
  'the first key before a blank line': ['a:\n  b: 1\n\n  c: 2\n', ['a', 'b']],
  'a key below a comment that is set apart': ['a: 1\n# all\n\n# b\nb: 1\nc: 1\n', ['b']],
  'a key below a comment with another indentation': ['a:\n  b: 1\n # odd\n  c: 1\n', ['a', 'c']],
  'a key below the modeline': ['# yaml-language-server: $schema=x.json\na: 1\nb: 1\n', ['a']],
  'the only key': ['a: # x\n  # why\n  b: 1 # y\nc: 1\n', ['a', 'b']],
  'the only key, with a comment set apart': ['a: # x\n  # general\n\n  b: 1 # y\n\nc: 1\n', ['a', 'b']],
  'the only key of a file': ['# head\n\na: 1 # x\n# end\n', ['a']],
  'the only key of a map in a list': ['- a: 1 # x\n- c\n', [0, 'a']],
  'the only key of an anchored map': ['a: &x\n  b: 1\n', ['a', 'b']],
  'the first key of a map in a list': ['- a: 1 # x\n  b: 2 # y\n- c\n', [0, 'a']],
  'the first key of a map in a list, before a comment': ['- a: 1\n  # y\n  b: 2\n', [0, 'a']],
  'a key with an explicit mark': ['? a\n: b\n? c\n: d\n', ['a']],
  'a literal block': ['a: |+\n  x\n\n\nb: 1\n', ['a']],
  'what stands below kept newlines': ['a: |+\n  x\n\nb: 1', ['b']],
  'the end of a file without a newline': ['a: 1\r\n\r\nb: 1', ['b']],
  'an item': [project, [...acme, 'scopes', 1]],
  'the last item': [project, [...acme, 'scopes', 2]],
  'the only item': ['a:\n- b # x\nc: 1\n', ['a', 0]],
  'a map between braces': ['x: { a: 1, b: [1, 2], c: 3 } # y\n', ['x', 'b']],
  'the first between braces': ['x: { a: 1, b: 2 }\n', ['x', 'a']],
  'the last between braces': ['x: { a: 1, b: 2 }\n', ['x', 'b']],
  'the last between braces, before a comma': ['x: { a: 1, b: 2, }\n', ['x', 'b']],
  'the only one between braces': ['x: { a: 1 } # y\n', ['x', 'a']],
  'the only one between broken braces': ['x: {\n  # a\n  a: 1, # x\n}\n', ['x', 'a']],
  'the only one between broken braces, beside a comment': ['x: {\n  a: 1, # x\n  # end\n}\n', ['x', 'a']],
  'a line of broken brackets': [broken, ['scopes', 1]],
  'the last line of broken brackets': [broken, ['scopes', 2]],
  'the first of several lines': ['x: [a, # one\n  b, # two\n  c]\n', ['x', 0]],
  'the last of several lines': ['x: [a, # one\n  b, # two\n  c]\n', ['x', 2]],
  'an alias': ['a: &x 1\nb: *x\n', ['b']],
  'what is not there': [project, ['guards', 'max_destroy']],
  'a key of the second document': [documents, ['b'], undefined, 1],
};

const additions: Record<string, Case> = {
  'to a list': [project, [...acme, 'scopes'], 'd'],
  'to a list that is not indented': ['a:\n- b # x\n# y\nc: 1\n', ['a'], 'd'],
  'to brackets': [scopes, ['a', 'scopes'], 'three'],
  'to broken brackets': [broken, ['scopes'], 'four'],
  'to empty brackets': ['a: [] # x\nb: 1\n', ['a'], 'c'],
  'to empty brackets, a map': ['a: [] # x\nb: 1\n', ['a'], { name: 'c' }],
  'to a blank': ['a: # x\n  # y\nb: 1\n', ['a'], 'c'],
  'to a list of maps': ['moved:\n  - { from: a, to: b } # x\n\na: 1\n', ['moved'], { from: 'c', to: 'd' }],
  'to a list of maps in blocks': [
    'moved:\n  - from: a\n    to: b # x\na: 1\n',
    ['moved'],
    { from: 'c', to: 'd' },
  ],
  'to a list that is missing': [project, ['imports'], { name: 'acme' }],
  'to a list that is missing, with maps on the way': [project, [...eu, 'more', 'scopes'], 'a'],
  'to a list that is missing in the first document': ['a: 1\n---\nb: 1\n', ['imports'], { name: 'acme' }],
  'to a map': [project, acme, 'x'],
};

const refusals: Record<string, Case> = {
  'an alias': ['a: &x 1\nb: *x\n', ['b'], 2],
  'below an alias': ['a: &x { c: 1 }\nb: *x\n', ['b', 'c'], 2],
  'an anchor that is used': ['a: &x 1\nb: *x\n', ['a'], 2],
  'below an anchor that is used': ['a: &x { c: 1 }\nb: *x\n', ['a', 'c'], 2],
  'around an anchor that is used': ['a: { c: &x 1 }\nb: *x\n', ['a'], 'y'],
  'a map with a merge key': ['a: &x { c: 1 }\nb: { <<: *x, d: 1 }\n', ['b', 'd'], 2],
  'a tag': ['a: !!str 12\n', ['a'], '13'],
  'below a tag': ['a: !!map { b: 1 }\n', ['a', 'b'], 2],
  'below text': ['a: none\n', ['a', 'b'], 2],
  'an item that is not there': ['a: [1]\n', ['a', 3], 2],
  'a key of a list': ['a: [1]\n', ['a', 'b'], 2],
  'a map without braces': ['a: [b: 1]\n', ['a', 0, 'b'], 2],
  'a file that is not valid': ['a: [\n', ['a'], 2],
  'a file that is null': ['null\n', ['a'], 2],
};

const edits = { set: setValue, remove: removeValue, append: appendItem } as const;

/** What the edit does to the file, as a diff. */
function golden(edit: keyof typeof edits, name: string, [yaml, path, value, document = 0]: Case): string {
  const place = `${path.join('.') || 'the root'}${document > 0 ? ` of document ${document}` : ''}`;
  const title = `## ${name}\n${edit} ${place}${value === undefined ? '' : ` = ${JSON.stringify(value)}`}\n`;
  const result = edits[edit](yaml, { document, path }, value ?? null);
  return `${title}${'problem' in result ? `problem: ${result.problem}\n` : textDiff(yaml, result.text)}`;
}

test.each([
  ['set', settings],
  ['remove', removals],
  ['append', additions],
] as const)('%s', async (edit, cases) => {
  const all = Object.entries(cases).map(([name, example]) => golden(edit, name, example));
  await expect(all.join('\n')).toMatchFileSnapshot(`__golden__/edit-values/${edit}.txt`);
});

test('what is refused', async () => {
  const all = Object.entries(refusals).map(([name, example]) => golden('set', name, example));
  const removal = golden('remove', 'the removal of an anchor that is used', [
    'a: { c: &x 1 }\nb: *x\n',
    ['a'],
  ]);
  await expect([...all, removal].join('\n')).toMatchFileSnapshot('__golden__/edit-values/refused.txt');
});

test('a file of CRLF gets no other end of line', () => {
  const text = project.replaceAll('\n', '\r\n');
  const results = [
    setValue(
      text,
      { document: 0, path: [...acme, 'workflows', 'ship'] },
      { action: 'x', parameters: { a: { b: 1 } } },
    ),
    setValue(text, { document: 0, path: [...acme, 'scopes'] }, ['x', 'c']),
    setValue(text, { document: 0, path: ['guards', 'more', 'deep'] }, [{ a: 1 }]),
    removeValue(text, { document: 0, path: acme }),
    appendItem(text, { document: 0, path: ['imports'] }, { name: 'x' }),
  ];
  for (const result of results)
    expect('text' in result && result.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});
